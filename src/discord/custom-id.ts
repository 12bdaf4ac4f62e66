/**
 * The custom_id of a button, select or modal: `ls1:<name>:<argument>…`. The number is the version of this form; a message
 * of any age can be clicked, so a form that ever was in use is either still understood or answered with `button_outdated`.
 */
const PREFIX = 'ls1';
/** Discord's limit. */
const MAX_LENGTH = 100;

/** @throws RangeError when Discord would refuse the id as too long */
export function customId(name: string, ...args: (string | number)[]): string {
  const id = [PREFIX, name, ...args.map((arg) => encodeURIComponent(arg))].join(':');
  if (id.length > MAX_LENGTH) throw new RangeError(`custom_id of "${name}" is over ${MAX_LENGTH} characters`);
  return id;
}

/** Undefined when the id is not of today's form, letter for letter: then its arguments fit into an id again. */
export function parseCustomId(id: string): { name: string; args: string[] } | undefined {
  const [prefix, name, ...args] = id.split(':');
  if (prefix !== PREFIX || !name) return undefined;
  try {
    const decoded = args.map(decodeURIComponent);
    return customId(name, ...decoded) === id ? { name, args: decoded } : undefined;
  } catch {
    return undefined;
  }
}
