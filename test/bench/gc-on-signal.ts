/*
 * A preload: collects all garbage at SIGWINCH and says so, for a process started with --expose-gc. Not SIGUSR2, by which the
 * bot would stop.
 */
process.on('SIGWINCH', () => {
  globalThis.gc?.();
  process.stderr.write('collected\n');
});
