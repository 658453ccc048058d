import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { enqueueRounds } from '../../bench/fleet/enqueue.ts';
import { untilDone } from '../../bench/fleet/measure.ts';
import { slugOf } from '../../bench/fleet/members.ts';
import { openPlace, type Place } from '../../bench/fleet/place.ts';
import { fillFleet, morningOf } from '../../bench/fleet/template.ts';
import { createApp } from '../../src/app.ts';
import { readEnv } from '../../src/config/env.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import type { FindingsReport } from '../../src/domain/finding.ts';
import type { Page } from '../../src/domain/page.ts';
import { nightlySlot } from '../../src/jobs/slots.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { describeWithService } from '../support/services/available.ts';
import { makeTempDirectory, removeDirectory } from '../support/temp-directory.ts';
import { postgresSite } from '../support/test-database.ts';

const people = Number(process.env.ROUNDS_SAME_PEOPLE ?? 3);
const PATIENCE_MS = 60_000 + people * 10_000;
const slugs = Array.from({ length: people }, (_, index) => slugOf(index));
const asOf = morningOf(0);
const slot = nightlySlot(asOf);

/** What a round came to, apart from the one thing that only the person's own key can make. */
interface Told {
  readonly findings: FindingsReport | undefined;
  readonly page: Omit<Page, 'dataHash'>;
}

/** Every person has a history of their own; everybody's round runs, through the queue, at once. */
async function nightOn(addresses: Readonly<Record<string, string>>): Promise<Told[]> {
  const directory = await makeTempDirectory();
  try {
    await using place = await openPlace(join(directory, 'data'), addresses);
    await fillFleet(place.stores, { people, seeds: people, nights: 0 });
    await using app = await createApp({
      config: place.config,
      secrets: loadSecrets(readEnv(place.environment), place.config),
      logger: silentLogger,
      version: 'test',
    });
    const queue = await app.queue();
    await app.work();
    await enqueueRounds({ ...app, queue }, { slugs, slot, asOf });
    await untilDone(place, { slugs, slot, asOf });
    return await Promise.all(slugs.map((slug) => toldOf(place, slug)));
  } finally {
    await removeDirectory(directory);
  }
}

async function toldOf({ stores }: Place, slug: string): Promise<Told> {
  const person = await stores.people.get(slug);
  const { id } = await stores.rounds.upsert(person, slot, asOf);
  const findings = (await stores.findings.find(person, id))?.report;
  const page = await stores.pages.find(person, id);
  if (page === undefined) throw new Error('A round that is done has no page.');
  const { dataHash: _keyed, ...rest } = page;
  return { findings, page: rest };
}

let embedded: Told[];

beforeAll(async () => {
  embedded = await nightOn({});
}, PATIENCE_MS);

it('finds something to tell of each of them, and not the same', () => {
  const texts = embedded.map(({ page }) => page.points.map(({ text }) => text).join(' '));
  expect(texts.every((text) => text.length > 0)).toBe(true);
  expect(new Set(texts).size).toBe(people);
});

/** A database of its own on the server: other tests have people of the same names there. */
async function nightOnServer(
  server: string,
  addressesOf: (database: string) => Readonly<Record<string, string>>,
): Promise<Told[]> {
  const { location, remove } = await postgresSite(server);
  if (location.kind !== 'postgres') throw new Error('This is not a database of PostgreSQL.');
  try {
    return await nightOn(addressesOf(location.url));
  } finally {
    await remove();
  }
}

describeWithService('postgres', 'the same rounds', (postgres) => {
  describeWithService('redis', 'on Redis and PostgreSQL', (redis) => {
    it(
      'give the same findings and talking points',
      async () => {
        const told = await nightOnServer(postgres(), (url) => ({ QUEUE_URL: redis(), DATABASE_URL: url }));
        expect(told).toEqual(embedded);
      },
      PATIENCE_MS,
    );
  });

  it(
    'give the same findings and talking points on PostgreSQL alone',
    async () => {
      const told = await nightOnServer(postgres(), (url) => ({ QUEUE_URL: url, DATABASE_URL: url }));
      expect(told).toEqual(embedded);
    },
    PATIENCE_MS,
  );
});
