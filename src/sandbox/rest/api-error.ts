import type { JsonObject } from '../json.ts';

/** A refusal as Discord's API words it: an HTTP status, a code of its own and, for forms, a tree of mistakes. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | undefined;

  constructor(status: number, code: number, message: string, errors?: JsonObject) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  toJSON(): JsonObject {
    const body: JsonObject = { message: this.message, code: this.code };
    return this.errors === undefined ? body : { ...body, errors: this.errors };
  }

  static unauthorized = () => new ApiError(401, 0, '401: Unauthorized');
  static notFound = () => new ApiError(404, 0, '404: Not Found');
  static unknownChannel = () => new ApiError(404, 10003, 'Unknown Channel');
  static unknownGuild = () => new ApiError(404, 10004, 'Unknown Guild');
  static unknownMember = () => new ApiError(404, 10007, 'Unknown Member');
  static unknownMessage = () => new ApiError(404, 10008, 'Unknown Message');
  static unknownRole = () => new ApiError(404, 10011, 'Unknown Role');
  static unknownUser = () => new ApiError(404, 10013, 'Unknown User');
  static unknownWebhook = () => new ApiError(404, 10015, 'Unknown Webhook');
  static unknownApplication = () => new ApiError(404, 10002, 'Unknown Application');
  static unknownInteraction = () => new ApiError(404, 10062, 'Unknown interaction');
  static unknownCommand = () => new ApiError(404, 10063, 'Unknown application command');
  static alreadyAcknowledged = () => new ApiError(400, 40060, 'Interaction has already been acknowledged.');
  static tooManyCommands = () =>
    new ApiError(400, 30032, 'Maximum number of application commands reached (100)');
  static tooManyCommandsToday = (limit: number) =>
    new ApiError(400, 30034, `Max number of daily application command creates has been reached (${limit})`);
  static openingDirectMessagesTooFast = () =>
    new ApiError(400, 40003, 'You are opening direct messages too fast');
  static fileTooLarge = () => new ApiError(413, 40005, 'Request entity too large');
  static missingAccess = () => new ApiError(403, 50001, 'Missing Access');
  static notInDirectChannel = () => new ApiError(403, 50003, 'Cannot execute action on a DM channel');
  static notOwnMessage = () => new ApiError(403, 50005, 'Cannot edit a message authored by another user');
  static emptyMessage = () => new ApiError(400, 50006, 'Cannot send an empty message');
  static cannotWriteToUser = () => new ApiError(403, 50007, 'Cannot send messages to this user');
  static missingPermissions = () => new ApiError(403, 50013, 'Missing Permissions');
  static tooManyPins = () => new ApiError(400, 30003, 'Maximum number of pins reached (250)');
  static invalidWebhookToken = () => new ApiError(401, 50027, 'Invalid Webhook Token');
  static invalidForm = (errors: JsonObject) => new ApiError(400, 50035, 'Invalid Form Body', errors);
  static invalidJson = () => new ApiError(400, 50109, 'The request body contains invalid JSON.');
  static noMutualGuild = () =>
    new ApiError(403, 50278, 'Cannot send messages to this user due to having no mutual guilds');
}
