import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // The tests mostly wait for a pace or a limit of Discord's, not for a processor.
    maxWorkers: 4,
    testTimeout: 30_000,
    // A condition may take its time on a machine that does other things as well.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 20_000,
  },
});
