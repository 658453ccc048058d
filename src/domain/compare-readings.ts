import type { Day } from '../shared/day.ts';
import { type ChangedFinding, compareFindings, type FindingsChange, subjectOf } from './compare-findings.ts';
import type { Finding } from './finding.ts';
import type { Page } from './page.ts';
import { topicsOfPoint } from './topic.ts';

/** One day as a round saw it. */
export interface Reading {
  readonly findings: readonly Finding[];
  /** Undefined where it was not put into words. */
  readonly page: Page | undefined;
}

export interface ReadingChange extends FindingsChange {
  /** Points on the same findings in other words: another prompt, another model. */
  readonly reworded: readonly { readonly before: string; readonly after: string }[];
}

/** What is seen now and was not seen then, and the other way round. */
export function compareReadings(before: Reading, after: Reading): ReadingChange {
  const change = compareFindings(before.findings, after.findings);
  return { ...change, reworded: rewordedOn(before.page, after.page, change) };
}

function rewordedOn(
  before: Page | undefined,
  after: Page | undefined,
  { changed }: FindingsChange,
): ReadingChange['reworded'] {
  if (before === undefined || after === undefined) return [];
  const moved = new Set(changed.map((pair) => pair.after.id));
  const told = new Map(before.points.map((point) => [subjectsOf(before, point), point]));
  return after.points.flatMap((point) => {
    const then = told.get(subjectsOf(after, point));
    const isSame = then === undefined || then.text === point.text || point.claims.some((id) => moved.has(id));
    return isSame ? [] : [{ before: then.text, after: point.text }];
  });
}

function subjectsOf(page: Page, point: Page['points'][number]): string {
  return JSON.stringify(topicsOfPoint(page, point).sort());
}

export interface DayChange {
  readonly day: Day;
  /** Undefined where there is nothing to compare. */
  readonly change: ReadingChange | undefined;
}

/** The same difference on days that follow one another. */
export interface ChangeSpan {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly kind: 'new' | 'changed' | 'no longer supported';
  /** As it was on the last of the days. */
  readonly finding: Finding;
  readonly before?: Finding;
}

/** A difference that is seen night after night is told once, with its days; a day without comparison ends nothing. */
export function changeSpans(days: readonly DayChange[]): ChangeSpan[] {
  const spans: ChangeSpan[] = [];
  let open = new Map<string, number>();
  for (const { day, change } of days) {
    if (change === undefined) continue;
    const still = new Map<string, number>();
    for (const [key, difference] of differencesOf(change)) {
      const place = open.get(key);
      const span = place === undefined ? undefined : spans[place];
      const count = (span?.days ?? 0) + 1;
      const next: ChangeSpan = { from: span?.from ?? day, to: day, days: count, ...difference };
      if (place === undefined) still.set(key, spans.push(next) - 1);
      else {
        spans[place] = next;
        still.set(key, place);
      }
    }
    open = still;
  }
  return spans;
}

type Difference = Pick<ChangeSpan, 'kind' | 'finding' | 'before'>;

function differencesOf({ added, gone, changed }: FindingsChange): Map<string, Difference> {
  const all: Difference[] = [
    ...added.map((finding) => ({ kind: 'new' as const, finding })),
    ...changed.map(({ before, after }: ChangedFinding) => ({
      kind: 'changed' as const,
      finding: after,
      before,
    })),
    ...gone.map((finding) => ({ kind: 'no longer supported' as const, finding })),
  ];
  const counts = new Map<string, number>();
  return new Map(
    all.map((difference) => {
      const about = `${difference.kind} ${subjectOf(difference.finding)}`;
      const place = (counts.get(about) ?? 0) + 1;
      counts.set(about, place);
      return [`${about} ${place}`, difference];
    }),
  );
}
