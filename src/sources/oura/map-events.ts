import type { LifeEvent } from '../../domain/profile.ts';
import type { RawDocument } from '../../domain/raw-document.ts';
import { addDays, type Day, dayInZone, daysBetween, isDay } from '../../shared/day.ts';
import { isRecord } from '../../shared/json.ts';
import type { CollectionName } from './collections.ts';
import { type DatedDocument, readFields, startReading } from './reading.ts';
import { enhancedTagFields, restModeFields, ringFields, tagFields } from './schemas.ts';
import { isSentinel, parseWallTime } from './timestamp.ts';

/** Where the person told the ring's app what happened. */
export const datedEventCollections = [
  'enhanced_tag',
  'tag',
  'rest_mode_period',
] as const satisfies readonly CollectionName[];

/** Tag codes without their prefix and underscores, which Oura writes now with, now without. Symptoms are no illness yet. */
const illnessTags = ['sick', 'cold', 'commoncold', 'flu', 'fever', 'covid19', 'confirmedcovid19'];
const travelTags = ['travel', 'airplane', 'flight', 'jetlag'];

/**
 * Two events closer than this cannot be told apart by what follows them, and what comes more often is a habit: a chain of
 * tags without such a gap is one event, on its first day.
 */
const APART_DAYS = 14;

/** Whether a rest mode and an illness belong together: it is often switched on a day late. */
const NEAR_DAYS = 2;

/** A span of days with a name of ours: the person's own words are not repeated. */
interface Stretch extends LifeEvent {
  readonly end: Day;
}

/** Every life event that documents of the ring tell of, by day. What they say otherwise is left alone. */
export function mapEvents(documents: readonly RawDocument[], timezone: string): LifeEvent[] {
  const told = documents.flatMap((document) => stretchesOf(document));
  const illness = joined(told, 'illness');
  const rest = joined(told, 'other').filter((one) => !illness.some((other) => areNear(one, other)));
  return [...illness, ...joined(told, 'travel'), ...rest, ...newRings(documents, timezone)]
    .map(({ day, kind, label }) => ({ day, kind, label }))
    .sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
}

function stretchesOf(document: RawDocument): Stretch[] {
  if (!isDated(document)) return [];
  switch (document.collection) {
    case 'enhanced_tag':
      return tagged(document.day, [readFields(enhancedTagFields, document, startReading()).tag_type_code]);
    case 'tag':
      return tagged(document.day, readFields(tagFields, document, startReading()).tags ?? []);
    case 'rest_mode_period':
      return restMode(document);
    default:
      return [];
  }
}

function isDated(document: RawDocument): document is DatedDocument {
  return document.day !== undefined;
}

function tagged(day: Day, codes: readonly unknown[], end = day): Stretch[] {
  const names = codes.filter((code) => typeof code === 'string').map(plainCode);
  const isOneOf = (list: readonly string[]) => names.some((name) => list.includes(name));
  return [
    ...(isOneOf(illnessTags) ? [{ day, end, kind: 'illness' as const, label: 'Illness (Oura tag)' }] : []),
    ...(isOneOf(travelTags) ? [{ day, end, kind: 'travel' as const, label: 'Travel (Oura tag)' }] : []),
  ];
}

/** `tag_generic_confirmed_covid_19` → `confirmedcovid19` */
function plainCode(code: string): string {
  return code
    .toLowerCase()
    .replace(/^tag_(?:generic|sleep)_/, '')
    .replaceAll(/[^a-z0-9]/g, '');
}

/** What it was for stands in the tags of its episodes, if anywhere. */
function restMode(document: DatedDocument): Stretch[] {
  const { end_day, episodes } = readFields(restModeFields, document, startReading());
  const end = end_day !== undefined && isDay(end_day) && end_day > document.day ? end_day : document.day;
  const codes = (episodes ?? []).flatMap((episode) =>
    isRecord(episode) && Array.isArray(episode.tags) ? episode.tags : [],
  );
  const known = tagged(document.day, codes, end);
  return known.length > 0 ? known : [{ day: document.day, end, kind: 'other', label: 'Rest mode (Oura)' }];
}

function joined(told: readonly Stretch[], kind: LifeEvent['kind']): Stretch[] {
  const chains: Stretch[] = [];
  const ordered = told
    .filter((one) => one.kind === kind)
    .sort((left, right) => (left.day < right.day ? -1 : left.day > right.day ? 1 : 0));
  for (const one of ordered) {
    const last = chains.at(-1);
    if (last === undefined || daysBetween(last.end, one.day) >= APART_DAYS) chains.push(one);
    else if (one.end > last.end) chains[chains.length - 1] = { ...last, end: one.end };
  }
  return chains;
}

function areNear(one: Stretch, other: Stretch): boolean {
  return one.day <= addDays(other.end, NEAR_DAYS) && other.day <= addDays(one.end, NEAR_DAYS);
}

/** A ring that was set up after another. The first is no change, and 1970 means that nobody knows. */
function newRings(documents: readonly RawDocument[], timezone: string): Stretch[] {
  const days = documents
    .filter(({ collection }) => collection === 'ring_configuration')
    .flatMap((document) => setUpDay(document, timezone) ?? [])
    .sort();
  const [first] = days;
  const rings = days.map((day): Stretch => ({ day, end: day, kind: 'device', label: 'New ring (Oura)' }));
  return joined(rings, 'device').filter(({ day }) => day !== first);
}

function setUpDay(document: RawDocument, timezone: string): Day | undefined {
  const { set_up_at } = readFields(ringFields, document, startReading());
  const time = set_up_at === undefined ? undefined : parseWallTime(set_up_at);
  if (time === undefined || isSentinel(time)) return undefined;
  return dayInZone(new Date((time.seconds - (time.offsetSeconds ?? 0)) * 1000), timezone);
}
