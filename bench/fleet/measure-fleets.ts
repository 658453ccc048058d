import { statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { IssuedTokens } from '../../src/demo/oura-cloud/oauth-desk.ts';
import { type Crew, hireCrew } from './crew.ts';
import { type Bystanders, type Measured, measureRounds, warmUp } from './measure.ts';
import { type Bare, measureBare } from './measure-bare.ts';
import { type FleetSize, slugOf } from './members.ts';
import { openPlace, type Place } from './place.ts';
import { measurePureWork, type PureWork } from './pure-work.ts';
import { fillFleet, morningOf, perPersonYear } from './template.ts';

export interface Cloud {
  readonly url: string;
  /** By person, in their order. */
  readonly tokens: readonly IssuedTokens[];
}

interface Server {
  readonly url: string;
  pid(): number | undefined;
}

export interface Setting {
  readonly folder: string;
  readonly size: FleetSize;
  readonly repeat: number;
  readonly workers: readonly number[];
  readonly servers: { readonly redis: Server; readonly postgres: Server } | undefined;
  readonly cloud: Cloud & { readonly pid: number };
  progress(line: string): void;
}

/** One repetition of one set-up. */
export interface Trial {
  readonly withSync: Measured;
  readonly withoutSync: Measured;
  /** As many empty rounds on bare BullMQ. */
  readonly bare: Bare;
  /** Milliseconds of one round, measured in the same minute. */
  readonly pure: PureWork;
}

export interface SetUp {
  readonly name: string;
  readonly workers: number;
  readonly trials: Trial[];
}

export interface FleetMeasures {
  readonly setUps: readonly SetUp[];
  /** Bytes of the database for a year of one person. */
  readonly bytesPerPersonYear: Readonly<Record<string, number>>;
}

/** People who are there for the first rounds of a crew, which nobody measures. */
const WARM_UP_PEOPLE = 12;
/** People whose pure work is measured each time. */
const SAMPLE = 20;

export async function measureFleets(setting: Setting): Promise<FleetMeasures> {
  const { servers, cloud, folder, size, progress } = setting;
  const whole = { ...size, people: size.people + WARM_UP_PEOPLE };
  progress(`Preparing ${whole.people} people on SQLite …`);
  const home = join(folder, 'embedded');
  await using embedded = await openPlace(home, { OURA_BASE_URL: cloud.url });
  await fillFleet(embedded.stores, whole);
  await sql`pragma wal_checkpoint(truncate)`.execute(embedded.db);
  const sqliteBytes = statSync(join(home, 'rounds.db')).size;
  const sizes: Record<string, number> = { SQLite: perPersonYear(sqliteBytes, whole.people) };
  await using served = servers && (await openServed(setting, servers));
  if (served !== undefined) {
    progress(`Preparing ${whole.people} people on PostgreSQL …`);
    const empty = await postgresBytes(served);
    await fillFleet(served.stores, whole);
    sizes.PostgreSQL = perPersonYear((await postgresBytes(served)) - empty, whole.people);
  } else progress('No Redis and PostgreSQL here: only the embedded queue is measured.');
  const setUps: SetUp[] = [
    { name: 'embedded, SQLite', workers: 1, trials: [] },
    ...(served === undefined
      ? []
      : setting.workers.map((workers) => ({ name: 'Redis, PostgreSQL', workers, trials: [] }))),
  ];
  const nights = new Map<Place, number>();
  for (let repetition = 1; repetition <= setting.repeat; repetition++) {
    // In turn, so that a busy minute of the machine befalls all of them alike.
    for (const setUp of setUps) {
      const place = setUp.name.startsWith('embedded') ? embedded : (served ?? embedded);
      const night = (nights.get(place) ?? 0) + 1;
      nights.set(place, night);
      progress(`${setUp.name}, ${setUp.workers} of workers, ${repetition} of ${setting.repeat}`);
      setUp.trials.push(await tryOut(setting, place, setUp.workers, night));
    }
  }
  return { setUps, bytesPerPersonYear: sizes };
}

function openServed({ folder, cloud }: Setting, { redis, postgres }: NonNullable<Setting['servers']>) {
  const addresses = { OURA_BASE_URL: cloud.url, QUEUE_URL: redis.url, DATABASE_URL: postgres.url };
  return openPlace(join(folder, 'served'), addresses);
}

async function tryOut(setting: Setting, place: Place, workers: number, night: number): Promise<Trial> {
  const { size, servers, cloud } = setting;
  const isServed = place.config.queue.kind === 'redis';
  const bystanders: Bystanders = {
    oura: cloud.pid,
    ...(isServed && servers && { redis: servers.redis.pid(), postgres: servers.postgres.pid() }),
  };
  const asOf = morningOf(night);
  const slugs = Array.from({ length: size.people }, (_, index) => slugOf(index));
  const others = Array.from({ length: WARM_UP_PEOPLE }, (_, index) => slugOf(size.people + index));
  let withSync: Measured;
  let withoutSync: Measured;
  {
    await using crew: Crew = await hireCrew(place, workers);
    await connect(place, slugs, cloud);
    await warmUp(place, crew, { slugs: others, slot: `warm:${night}`, asOf });
    withSync = await measureRounds(place, crew, bystanders, { slugs, slot: `synced:${night}`, asOf });
    for (const slug of slugs) {
      await place.stores.connections.delete(await place.stores.people.get(slug));
    }
    withoutSync = await measureRounds(place, crew, bystanders, { slugs, slot: `held:${night}`, asOf });
  }
  const redis = isServed && servers ? { url: servers.redis.url, pid: servers.redis.pid() } : undefined;
  const bare = await measureBare(redis, workers, size.people);
  return {
    withSync,
    withoutSync,
    bare,
    pure: await measurePureWork(place.stores, slugs.slice(0, SAMPLE), asOf),
  };
}

async function connect({ stores }: Place, slugs: readonly string[], { tokens }: Cloud): Promise<void> {
  for (const [index, slug] of slugs.entries()) {
    const { expiresInSeconds, ...issued } = tokens[index] as IssuedTokens;
    const expiresAt = new Date(Date.now() + expiresInSeconds * 1000).toISOString();
    await stores.connections.upsert(await stores.people.get(slug), { ...issued, expiresAt });
  }
}

async function postgresBytes({ db }: Place): Promise<number> {
  const result = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(
    db,
  );
  return Number(result.rows[0]?.bytes);
}
