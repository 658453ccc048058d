import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * CPU seconds, roughly, of the files that take more than ten. On a fresh machine nothing else says which these are, and
 * a long one that begins last is waited for alone: by their size the tests of the queues, a few lines each, came last.
 */
const LONG: Readonly<Record<string, number>> = {
  'test/unit/bench/truth-small.test.ts': 23,
  'test/integration/stores.test.ts': 30,
  'test/integration/queue-conformance-embedded.test.ts': 50,
  'test/integration/queue-conformance-redis.test.ts': 45,
  'test/integration/queue-conformance-postgres.test.ts': 45,
  'test/integration/queue-redis-groups.test.ts': 45,
  'test/integration/queue-embedded.test.ts': 40,
  'test/integration/lying-model.test.ts': 50,
  'test/integration/pipeline.test.ts': 43,
  'test/integration/red-flags-web.test.ts': 35,
  'test/integration/oura-sync.test.ts': 33,
  'test/integration/nothing-leaks.test.ts': 30,
  'test/integration/oura-web.test.ts': 26,
  'test/integration/memory.test.ts': 24,
  'test/integration/rounds-web.test.ts': 22,
  'test/integration/jobs-cli.test.ts': 22,
  'test/integration/observations.test.ts': 21,
  'test/integration/reanalyze.test.ts': 20,
  'test/integration/red-flags.test.ts': 18,
  'test/e2e/chaos.test.ts': 60,
  'test/e2e/same-on-every-backend.test.ts': 58,
  'test/e2e/demo.test.ts': 45,
  'test/e2e/import.test.ts': 30,
  'test/e2e/shutdown.test.ts': 25,
  'test/e2e/web-page.test.ts': 24,
  'test/e2e/upkeep.test.ts': 23,
  'test/e2e/observations.test.ts': 15,
  'test/unit/agents/mutations.test.ts': 16,
  'test/unit/cli/profile.test.ts': 13,
  'test/unit/cli/doctor.test.ts': 11,
};

/** The longest of each project first; files that are not among them as Vitest would have them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const seconds = ({ moduleId }: TestSpecification) => LONG[relative(this.ctx.config.root, moduleId)] ?? 0;
    return usual.sort(
      (left, right) =>
        Number(right.project.config.isolate) - Number(left.project.config.isolate) ||
        seconds(right) - seconds(left),
    );
  }
}
