/**
 * @param {unknown} address from a message: anything may stand there
 * @returns {string | undefined} the address when a person may follow it
 */
export function httpAddress(address) {
  const url = parse(address);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

/**
 * @param {unknown} address
 * @returns {string | undefined} a path on the local Discord, by whatever name this page reached it; undefined elsewhere
 */
export function localAddress(address) {
  const url = parse(address);
  const isLocal =
    url && ['127.0.0.1', 'localhost', location.hostname].includes(url.hostname) && url.port === location.port;
  return isLocal ? url.pathname + url.search : undefined;
}

function parse(address) {
  return typeof address === 'string' && URL.canParse(address, location.href)
    ? new URL(address, location.href)
    : undefined;
}
