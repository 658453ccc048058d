import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { RawDocument, Refusal } from '../domain/raw-document.ts';
import type { Stretch } from '../domain/red-flags/raised-between.ts';
import { dayInZone } from '../shared/day.ts';
import { tagCollections } from '../sources/oura/tag-words.ts';
import { type Alarm, type AlarmDependencies, raiseRedFlags } from './raise-red-flags.ts';
import { recordDocuments } from './record-observations.ts';

export interface ImportDependencies extends ObservationStores, AlarmDependencies {
  readonly people: PersonStore;
}

export interface ImportTarget {
  readonly slug: string;
  readonly timezone: string;
}

/** Some documents of a file, and what was not taken on the way to them. */
export interface DocumentBatch {
  readonly documents: readonly RawDocument[];
  readonly refusals: readonly Refusal[];
}

export interface ImportedOutcome {
  /** "180 sleep documents: 180 new" */
  readonly summary: string;
  readonly refusals: readonly Refusal[];
  /** Of the words and readings that were taken in. */
  readonly alarms: readonly Alarm[];
}

/** Made when the first file that says anything arrives: a folder of holiday pictures leaves nobody behind. */
export async function personOf(
  { people }: ImportDependencies,
  { slug, timezone }: ImportTarget,
): Promise<Person> {
  return (await people.find(slug)) ?? (await people.insert(slug, timezone));
}

/** More are counted, not kept: a file of nothing but faults must not fill the memory with complaints. */
const MOST_REFUSALS = 1000;

export async function importDocuments(
  dependencies: ImportDependencies,
  target: ImportTarget,
  batches: AsyncIterable<DocumentBatch> | Iterable<DocumentBatch>,
): Promise<ImportedOutcome> {
  const counts = new Map<string, number>();
  const refusals: Refusal[] = [];
  let tagged: Stretch | undefined;
  let total = { added: 0, revised: 0, unchanged: 0, refused: 0 };
  for await (const batch of batches) {
    const recorded =
      batch.documents.length === 0
        ? { added: 0, revised: 0, unchanged: 0, refusals: [] }
        : await recordDocuments(dependencies, await personOf(dependencies, target), batch.documents);
    for (const { collection } of batch.documents) {
      counts.set(collection, (counts.get(collection) ?? 0) + 1);
    }
    tagged = widened(tagged, batch.documents);
    const refused = [...batch.refusals, ...recorded.refusals];
    refusals.push(...refused.slice(0, Math.max(0, MOST_REFUSALS - refusals.length)));
    total = {
      added: total.added + recorded.added,
      revised: total.revised + recorded.revised,
      unchanged: total.unchanged + recorded.unchanged,
      refused: total.refused + refused.length,
    };
  }
  return {
    summary: summaryOf(counts, total),
    refusals: withRest(refusals, total.refused),
    alarms: tagged === undefined ? [] : await alarmsOf(dependencies, target, tagged),
  };
}

/** The days of which there are tags: one can be words of the person's own. */
function widened(known: Stretch | undefined, documents: readonly RawDocument[]): Stretch | undefined {
  const isTag = ({ collection }: RawDocument): boolean => tagCollections.some((name) => name === collection);
  const days = documents.filter(isTag).flatMap(({ day }) => day ?? []);
  const all = known === undefined ? days.sort() : [...days, known.from, known.to].sort();
  const [from, to] = [all[0], all.at(-1)];
  return from === undefined || to === undefined ? undefined : { from, to };
}

async function alarmsOf(
  dependencies: ImportDependencies,
  target: ImportTarget,
  { from, to }: Stretch,
): Promise<readonly Alarm[]> {
  const person = await personOf(dependencies, target);
  const today = dayInZone(dependencies.clock.now(), person.timezone);
  if (from > today) return [];
  return [await raiseRedFlags(dependencies, person, { from, to: to > today ? today : to })];
}

function summaryOf(
  counts: ReadonlyMap<string, number>,
  { added, revised, unchanged }: { added: number; revised: number; unchanged: number },
): string {
  if (counts.size === 0) return 'nothing in it';
  const what = [...counts].map(([collection, count]) => `${count} ${collection}`).join(', ');
  return `${what} documents: ${added} new, ${revised} changed, ${unchanged} known`;
}

function withRest(refusals: readonly Refusal[], refused: number): readonly Refusal[] {
  const rest = refused - refusals.length;
  const [first] = refusals;
  if (rest === 0 || first === undefined) return refusals;
  return [...refusals, { file: first.file, record: '', field: '', reason: `${rest} more were refused` }];
}
