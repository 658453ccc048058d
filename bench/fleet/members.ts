import type { CloudAccount } from '../../src/demo/oura-cloud/account.ts';
import { accountOf } from '../../src/demo/oura-cloud/demo-account.ts';
import { writeJson } from '../../src/demo/oura-cloud/json-text.ts';
import { type DemoPerson, generateDemoPerson } from '../../src/demo/person/generate.ts';
import type { Row, RowSeries } from '../../src/demo/row-series.ts';
import { addDays, type Day, dayFromNumber, dayNumber } from '../../src/shared/day.ts';
import type { SourceFile } from '../../src/sources/files/source-file.ts';

/** Days that are in the database before the first round. */
export const KNOWN_DAYS = 180;
/** The morning of the last of them. */
export const FIRST_MORNING = '2026-03-20' as Day;

export interface FleetSize {
  readonly people: number;
  /** Histories there are; people share them, each under a key of their own. */
  readonly seeds: number;
  /** Nights the cloud holds beyond those known: each round finds one it has not seen. */
  readonly nights: number;
}

export function slugOf(index: number): string {
  return `person-${String(index + 1).padStart(5, '0')}`;
}

export function historiesOf({ seeds, nights }: FleetSize): DemoPerson[] {
  return Array.from({ length: seeds }, (_, index) =>
    generateDemoPerson({
      lastDay: addDays(FIRST_MORNING, nights),
      days: KNOWN_DAYS + nights,
      seed: index + 1,
    }),
  );
}

export function accountsOf(size: FleetSize): CloudAccount[] {
  const accounts = historiesOf(size).map((person) => withRowsAtHand(accountOf(person)));
  return Array.from({ length: size.people }, (_, index) => ({
    ...(accounts[index % size.seeds] as CloudAccount),
    id: `member-${index}`,
  }));
}

/** The cloud answers at once: rows that one member was told are not made again for the next. */
function withRowsAtHand(account: CloudAccount): CloudAccount {
  const kept = Object.entries(account.series ?? {}).map(([name, series]): [string, RowSeries] => {
    const made = new Map<Day, readonly Row[]>();
    const rowsOf = (day: Day) => {
      const rows = made.get(day) ?? series.rowsOf(day);
      made.set(day, rows);
      return rows;
    };
    return [name, { ...series, rowsOf }];
  });
  return { ...account, series: Object.fromEntries(kept) };
}

/** What the cloud had told by the first morning, as responses of its API; and the person's own files. */
export function filesOf({ oura, checkInsCsv, profile }: DemoPerson): SourceFile[] {
  const isKnown = (document: Readonly<Record<string, unknown>>) =>
    String(document.day ?? document.start_day ?? '') <= FIRST_MORNING;
  const files = [
    ...Object.entries(oura.documents).map(([name, documents]) => [name, documents.filter(isKnown)] as const),
    ...Object.entries(oura.series).map(([name, series]) => [name, knownRows(series)] as const),
  ];
  return [
    ...files.map(([name, data]) => toFile(`${name}.json`, writeJson({ data, next_token: null }))),
    toFile('checkins.csv', checkInsCsv),
    toFile('profile.json', JSON.stringify(profile)),
  ];
}

function knownRows({ firstDay, rowsOf }: RowSeries): Row[] {
  const days = dayNumber(FIRST_MORNING) - dayNumber(firstDay);
  return Array.from({ length: days }, (_, index) =>
    rowsOf(dayFromNumber(dayNumber(firstDay) + index)),
  ).flat();
}

function toFile(name: string, text: string): SourceFile {
  const bytes = Buffer.from(text);
  return {
    name,
    size: bytes.length,
    async *read() {
      yield bytes;
    },
  };
}
