import { defineConfig } from 'vitest/config';
import { LeftOutReport } from './test/support/services/report.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    reporters: ['default', new LeftOutReport()],
  },
});
