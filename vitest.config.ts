import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';
import { LeftOutReport } from './test/support/services/report.ts';

export default defineConfig({
  test: {
    globalSetup: ['test/support/share-templates.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Half of the suite waits for a queue, a server or another process: three files at once fill what two leave idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new LeftOutReport()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/architecture.test.ts', 'test/unit/**/*.test.ts'],
          exclude: ['test/unit/bench/**'],
          // What these load they share: loading the same modules a hundred times took longer than the tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/{integration,e2e,unit/bench}/**/*.test.ts'],
          // The embedded PostgreSQL is used too shortly by a test for its code to be worth optimising.
          execArgv: ['--liftoff-only'],
        },
      },
    ],
  },
});
