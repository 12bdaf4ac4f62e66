/** The page's only way to time: Discord's clock, which a person can move, and the browser's timers. */
export class PageClock {
  #aheadMs = 0;

  /** @returns {number} what Discord's clock shows, in milliseconds since the Unix epoch */
  now() {
    return Date.now() + this.#aheadMs;
  }

  /** @param {number} nowMs what Discord's clock shows at this moment */
  set(nowMs) {
    this.#aheadMs = nowMs - Date.now();
  }

  /**
   * @param {number} ms
   * @param {() => void} act
   * @returns {() => void} stops it
   */
  every(ms, act) {
    const timer = setInterval(act, ms);
    return () => clearInterval(timer);
  }

  /**
   * @param {number} ms
   * @param {() => void} act
   * @returns {() => void} stops it
   */
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  }
}

/**
 * @param {string} iso a time as Discord writes it
 * @returns {number} milliseconds since the Unix epoch
 */
export function parseTime(iso) {
  return Date.parse(iso);
}

/**
 * @param {number} ms milliseconds since the Unix epoch
 * @returns {string} a time as Discord writes it
 */
export function writeTime(ms) {
  return new Date(ms).toISOString();
}
