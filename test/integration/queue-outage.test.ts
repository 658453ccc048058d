import { describe, expect, it } from 'vitest';
import { freePort } from '../../bench/fleet/child-server.ts';
import { openQueue, type QueueConfig } from '../../src/queue/open-queue.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { sampleJob } from '../support/queue/jobs.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { postgresSite, type QueueSite, redisSite } from '../support/queue/site.ts';
import { describeWithService, type ServiceLocation } from '../support/services/available.ts';
import { proxyTo } from '../support/services/breakable-proxy.ts';

const options = { logger: silentLogger, clock: systemClock };
const job = sampleJob('sync-person');

function describeOutage(createSite: (url: string) => Promise<QueueSite>, location: ServiceLocation): void {
  it('says so at once when there is no server', async () => {
    const url = new URL(location());
    url.port = String(await freePort());
    const site = await createSite(location());
    const config = { ...site.config, url: url.href } as QueueConfig;
    const before = performance.now();
    await expect(openQueue(config, options)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(performance.now() - before).toBeLessThan(2_000);
  });

  it('tells whoever enqueues that the server went away, and can still be closed', async () => {
    const proxy = await proxyTo(location());
    const site = await createSite(proxy.url);
    const queue = await openQueue(site.config, options);
    await queue.work([]);
    const first = await queue.enqueue(job, { run: 'one' });
    await queue.waitUntilFinished(first);
    await proxy.breakOff();
    const before = performance.now();
    await expect(queue.enqueue(job, { run: 'two' })).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - before).toBeLessThan(5_000);
    await queue.close();
    expect(performance.now() - before).toBeLessThan(9_000);
    await (await createSite(location())).remove();
  });
}

describeWithService('redis', 'queue without its Redis', (location) => describeOutage(redisSite, location));

describeWithService('postgres', 'queue without its PostgreSQL', (location) =>
  describeOutage(postgresSite, location),
);

describe('queue without any of its Redis servers', () => {
  it.each(['redis+sentinel://127.0.0.1:1,127.0.0.1:2/rounds', 'redis+cluster://127.0.0.1:1,127.0.0.1:2'])(
    'says so at once when nobody answers at %s',
    async (url) => {
      const { config } = await redisSite(url);
      const before = performance.now();
      await expect(openQueue(config, options)).rejects.toMatchObject({
        code: 'unavailable',
        retryable: true,
      });
      expect(performance.now() - before).toBeLessThan(2_000);
    },
  );
});

describe('queue with a wrong setting', () => {
  it('refuses a schema that is no plain name', async () => {
    const config = { kind: 'postgres', url: 'postgres://127.0.0.1/none', schema: 'a"; drop' } as const;
    await expect(openQueue(config, options)).rejects.toMatchObject({ code: 'invalid-config' });
  });
});
