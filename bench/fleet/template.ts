import { join } from 'node:path';
import type { Person } from '../../db/stores/person-store.ts';
import type { Stores } from '../../db/stores/stores.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { importFile } from '../../src/jobs/import-files.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import type { SourceFile } from '../../src/sources/files/source-file.ts';
import { collectionNames } from '../../src/sources/oura/collections.ts';
import { FIRST_MORNING, type FleetSize, filesOf, historiesOf, KNOWN_DAYS, slugOf } from './members.ts';

const TIME_ZONE = 'Europe/London';
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
/** No past is left to fetch: what is measured is a night. */
const LONG_AGO = '2015-01-01' as Day;

/**
 * Every person with all they had by the first morning, as if it had been synced night by night. The first of each
 * history takes it in as files; whoever shares it is given the same documents and series under a key of their own.
 */
export async function fillFleet(stores: Stores, size: FleetSize): Promise<void> {
  const histories = historiesOf(size).map(filesOf);
  const models: Person[] = [];
  for (let index = 0; index < size.people; index++) {
    const files = histories[index % size.seeds] ?? [];
    const model = models[index % size.seeds];
    const person = await takeIn(stores, slugOf(index), model === undefined ? files : files.filter(isOwnWord));
    if (model === undefined) models.push(person);
    else await copyObservations(stores, model, person);
    for (const name of collectionNames) {
      await stores.syncMarks.extend(person, name, { coveredFrom: LONG_AGO, heardUntil: FIRST_MORNING });
    }
  }
}

function isOwnWord({ name }: SourceFile): boolean {
  return !name.endsWith('.json') || name === 'profile.json';
}

async function takeIn(stores: Stores, slug: string, files: readonly SourceFile[]): Promise<Person> {
  const dependencies = { ...stores, knowledge, clock: systemClock, tell: async () => undefined };
  for (const file of files) {
    const { refusals } = await importFile(dependencies, { slug, timezone: TIME_ZONE }, file);
    if (refusals.length > 0) throw new Error(`The file ${file.name} of the fleet was refused.`);
  }
  return stores.people.get(slug);
}

async function copyObservations(stores: Stores, from: Person, to: Person): Promise<void> {
  const [first, last] = [addDays(FIRST_MORNING, -KNOWN_DAYS), FIRST_MORNING];
  const dated = await stores.rawDocuments.list(from, collectionNames, first, last);
  const undated = await stores.rawDocuments.listCollection(from, {
    source: 'oura',
    collection: 'ring_configuration',
  });
  const series = [...(await stores.series.load(from, first, last)).values()];
  const values = series.flatMap(({ metric, start, values: numbers }) =>
    [...numbers].flatMap((value, index) =>
      Number.isNaN(value) ? [] : [{ metric, day: addDays(start, index), value }],
    ),
  );
  await stores.together(to, async (own) => {
    await own.rawDocuments.upsert(to, [...dated, ...undated]);
    await own.series.write(to, { days: [], metrics: [], values });
  });
}

export function morningOf(night: number): Day {
  return addDays(FIRST_MORNING, night);
}

/** What a person-year would take, told from the days there are. */
export function perPersonYear(bytes: number, people: number): number {
  return bytes / people / (KNOWN_DAYS / 365.25);
}
