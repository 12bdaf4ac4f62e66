import type { JsonObject } from '../json.ts';
import type { Modal } from '../rules/modal-form.ts';
import type { Channel, Message, User } from '../world/types.ts';

/**
 * One click, command, modal or autocomplete query.
 *
 * waiting → answered: the app's first response came in time.
 * waiting → failed: it did not; the token is void.
 */
export interface Interaction {
  id: string;
  token: string;
  /** Discord's interaction type: 2 command, 3 component, 4 autocomplete, 5 modal. */
  type: number;
  user: User;
  channel: Channel;
  data: JsonObject;
  createdAtMs: number;
  state: 'waiting' | 'answered' | 'failed';
  /** The message whose component was used, also behind a modal that a component opened. */
  source?: Message;
  /** The interaction that opened this modal. */
  opener?: Interaction;
  /** `interaction_metadata` of the messages that answer it. */
  metadata: JsonObject;
  callbackType?: number;
  /** The message behind `@original`. */
  original?: Message;
  modal?: Modal;
  choices?: JsonObject[];
  ackMs?: number;
}
