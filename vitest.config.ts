import { defineConfig } from 'vitest/config';
import { LeftOutReport } from './test/support/services/report.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/share-templates.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Half of the suite waits for a queue, a server or another process: two files at once fill what one leaves idle.
    maxWorkers: 2,
    reporters: ['default', new LeftOutReport()],
  },
});
