/**
 * Makes calls of a slow function share their work: one runs, at most one waits to run after it.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>} settles with a run that began after the call
 */
export function coalesce(work) {
  let running = null;
  let waiting = null;
  const run = () => {
    waiting = null;
    running = work().finally(() => (running = null));
    return running;
  };
  return () => {
    if (running === null) return run();
    waiting ??= running.then(run, run);
    return waiting;
  };
}
