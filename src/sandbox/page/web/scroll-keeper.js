const nearBottomPx = 40;

/** Keeps the newest message in sight while the reader is at the bottom, and leaves them alone while they read above. */
export class ScrollKeeper {
  #scroller;
  #place = '';
  #atBottom = true;
  #lastTop = 0;

  /**
   * @param {HTMLElement} scroller holds the messages
   * @param {string} place what it shows now; another place begins at its bottom
   */
  follow(scroller, place) {
    if (this.#scroller !== scroller) this.#attach(scroller);
    if (this.#place === place) return;
    this.#place = place;
    this.#atBottom = true;
    this.#toBottom();
  }

  /** Brings the newest message into sight, as after the reader's own act. */
  showNewest() {
    this.#atBottom = true;
    this.#toBottom();
  }

  #attach(scroller) {
    this.#scroller = scroller;
    scroller.addEventListener('scroll', () => {
      const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      // What grows below, such as a picture that arrives, is no reader who went up.
      if (below < nearBottomPx) this.#atBottom = true;
      else if (scroller.scrollTop < this.#lastTop) this.#atBottom = false;
      this.#lastTop = scroller.scrollTop;
    });
    const observer = new ResizeObserver(() => this.#atBottom && this.#toBottom());
    observer.observe(scroller);
    observer.observe(scroller.firstElementChild);
  }

  #toBottom() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }
}
