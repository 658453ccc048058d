import { afterAll, beforeAll } from 'vitest';
import { describeConformance } from '../support/queue/conformance.ts';
import { redisSite } from '../support/queue/site.ts';
import { describeWithProgram } from '../support/services/available.ts';
import { startCluster } from '../support/services/redis-cluster.ts';
import { startSentinels } from '../support/services/redis-sentinel.ts';
import type { RunningService } from '../support/services/server-process.ts';

/** What a queue promises, where Redis is several servers. */
function describeGroup(title: string, start: (program: string) => Promise<RunningService>): void {
  describeWithProgram('redis', title, (program) => {
    let running: RunningService | undefined;
    beforeAll(async () => {
      running = await start(program);
    });
    afterAll(async () => running?.stop());
    describeConformance(() => redisSite(running?.location ?? ''));
  });
}

describeGroup('queue on Redis Cluster', startCluster);
describeGroup('queue on Redis with Sentinel', startSentinels);
