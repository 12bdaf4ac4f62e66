const REDACTED = '[redacted]';

/** What a secret looks like, wherever it stands: in a message, a stack, a URL or a header. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // A bot token: id, time and signature in base64url.
  [/[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}/g, REDACTED],
  // The token of an interaction or a webhook stands in the path, right after the id.
  [/(\/(?:interactions|webhooks)\/\d{17,20}(?:\/|%2F))[^/?#\s"'\\]+/gi, `$1${REDACTED}`],
  [/\b(Bearer|Bot)(\s+)[\w.~+/=-]{20,}/g, `$1$2${REDACTED}`],
  // The token of an interaction by itself: "interaction:" in base64.
  [/aW50ZXJhY3Rpb246[\w+/=-]{16,}/g, REDACTED],
  // A field by its name, however deep it stands.
  [/("(?:proxy-)?(?:authorization|password|secret|\w*token|cookie)":)"(?:[^"\\]|\\.)*"/gi, `$1"${REDACTED}"`],
  [/([?&](?:token|access_token|secret|key)=)[^&\s"'\\]+/gi, `$1${REDACTED}`],
  // A password in a URL, as in postgres://shop:password@host.
  [/(:\/\/[^:@/\s"]+:)[^@/\s"]+@/g, `$1${REDACTED}@`],
];

/**
 * Makes the function that takes secrets out of a text: by shape, and the given ones by value.
 * @param secrets values that must never be seen, such as the bot's token; empty ones are ignored
 */
export function createScrubber(secrets: readonly string[] = []): (text: string) => string {
  const values = secrets.filter((secret) => secret !== '');
  return (text) => {
    let clean = text;
    for (const value of values) clean = clean.replaceAll(value, REDACTED);
    for (const [shape, replacement] of SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  };
}
