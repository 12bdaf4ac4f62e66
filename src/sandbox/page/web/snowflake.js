const discordEpoch = 1_420_070_400_000;

/**
 * @param {number} ms milliseconds since the Unix epoch
 * @returns {string} an id that sorts among the messages of that time
 */
export function snowflakeAt(ms) {
  return String(BigInt(Math.floor(ms) - discordEpoch) << 22n);
}
