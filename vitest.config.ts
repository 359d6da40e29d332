import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    // Two processes: what a small build machine has. Timeouts are for hangs only, no test waits.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: 'v8',
      // All of it, files that no test loads included: a file cannot escape the floor by not being run.
      include: ['src/**/*.{ts,tsx}'],
      // Runs in a browser, where nothing is counted: test/browser is its test. What can be computed
      // without a screen lies outside of it, and is counted.
      exclude: ['src/browser/**'],
      reporter: ['text-summary', 'json-summary', 'lcovonly'],
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
