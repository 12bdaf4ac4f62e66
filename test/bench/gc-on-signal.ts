/* A preload: collects all garbage at SIGUSR2 and says so, for a process started with --expose-gc. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  process.stderr.write('collected\n');
});
