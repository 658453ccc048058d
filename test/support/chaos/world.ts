import { join } from 'node:path';
import { enqueueRounds } from '../../../bench/fleet/enqueue.ts';
import { accountsOf, type FleetSize, slugOf } from '../../../bench/fleet/members.ts';
import { openPlace, type Place } from '../../../bench/fleet/place.ts';
import type { LocalServer } from '../../../bench/fleet/servers.ts';
import { fillFleet, morningOf } from '../../../bench/fleet/template.ts';
import type { Random } from '../../../bench/random.ts';
import { plainFaults } from '../../../src/demo/oura-cloud/request-faults.ts';
import { type OuraCloud, startOuraCloud } from '../../../src/demo/oura-cloud/server.ts';
import { nightlySlot } from '../../../src/jobs/slots.ts';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../queue/silent-logger.ts';
import { startMoodyModel } from './moody-model.ts';
import { type NoticeReceiver, startNoticeReceiver } from './notice-receiver.ts';

/** Everything a night depends on, each part with its moods; the databases are real. */
export interface ChaosWorld extends AsyncDisposable {
  readonly place: Place;
  readonly receiver: NoticeReceiver;
  readonly slugs: readonly string[];
  readonly asOf: ReturnType<typeof morningOf>;
  readonly slot: string;
  /** Every round of the night, and each twice: two schedulers may see the same ten o'clock. */
  enqueueAll(): Promise<void>;
}

export interface ChaosOptions {
  readonly directory: string;
  readonly people: number;
  readonly random: Random;
  readonly redis: LocalServer;
  readonly postgres: LocalServer;
}

/** Of the requests to Oura; a night asks some twenty times, and a try that failed waits five seconds. */
const FAULT_SHARE = 0.02;

export async function openChaos({
  directory,
  people,
  random,
  redis,
  postgres,
}: ChaosOptions): Promise<ChaosWorld> {
  const size: FleetSize = { people, seeds: Math.min(people, 3), nights: 1 };
  const cloud = await startCloud(size, random);
  const model = await startMoodyModel(random);
  const receiver = await startNoticeReceiver();
  const place = await openPlace(join(directory, 'data'), {
    OURA_BASE_URL: cloud.url,
    QUEUE_URL: redis.url,
    DATABASE_URL: postgres.url,
    OPENAI_BASE_URL: `${model.url}/v1`,
    ROUNDS_NOTIFY_URL: receiver.url,
    LOG_LEVEL: 'warn',
  });
  await fillFleet(place.stores, size);
  const slugs = Array.from({ length: people }, (_, index) => slugOf(index));
  await connectAll(place, slugs, cloud);
  const asOf = morningOf(1);
  const slot = nightlySlot(asOf);
  return {
    place,
    receiver,
    slugs,
    asOf,
    slot,
    async enqueueAll() {
      await using queue = await openQueue(place.config.queue, { logger: silentLogger, clock: systemClock });
      const ask = { slugs, slot, asOf };
      await Promise.all([
        enqueueRounds({ ...place.stores, queue }, ask),
        enqueueRounds({ ...place.stores, queue }, ask),
      ]);
    },
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]();
      await Promise.all([cloud.close(), model[Symbol.asyncDispose](), receiver[Symbol.asyncDispose]()]);
    },
  };
}

async function startCloud(size: FleetSize, random: Random): Promise<OuraCloud> {
  const cloud = await startOuraCloud({
    accounts: accountsOf(size),
    clients: [{ clientId: 'fleet', clientSecret: 'not-a-secret', redirectUris: [] }],
    clock: systemClock,
  });
  const kinds = Object.keys(plainFaults) as (keyof typeof plainFaults)[];
  const passing = kinds.filter((kind) => !['scope', 'lapsed', 'too-old-app', 'expired-token'].includes(kind));
  cloud.faults.random({ seed: random.integer(1, 1e9), share: FAULT_SHARE, kinds: passing });
  return cloud;
}

async function connectAll({ stores }: Place, slugs: readonly string[], cloud: OuraCloud): Promise<void> {
  for (const [index, slug] of slugs.entries()) {
    const { expiresInSeconds, ...tokens } = cloud.issueTokens(`member-${index}`);
    const expiresAt = new Date(Date.now() + expiresInSeconds * 1000).toISOString();
    await stores.connections.upsert(await stores.people.get(slug), { ...tokens, expiresAt });
  }
}
