import { canonicalJson } from '../shared/json.ts';
import type { Finding } from './finding.ts';
import { topicOf } from './topic.ts';

export interface ChangedFinding {
  readonly before: Finding;
  readonly after: Finding;
}

export interface FindingsChange {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
  /** Of the same topic, with other numbers, days, events before it, or another grade. */
  readonly changed: readonly ChangedFinding[];
}

/** The same kind of thing said of the same topic: ids and days move along with the data. */
export function subjectOf(finding: Finding): string {
  return `${finding.kind} ${topicOf(finding)}`;
}

export function compareFindings(before: readonly Finding[], after: readonly Finding[]): FindingsChange {
  const then = bySubject(before);
  const now = bySubject(after);
  const pairs = [...now].flatMap(([subject, findings]) => pairsOf(then.get(subject) ?? [], findings));
  const paired = new Set(pairs.flatMap((pair) => [pair.before, pair.after]));
  return {
    added: after.filter((finding) => !paired.has(finding)),
    gone: before.filter((finding) => !paired.has(finding)),
    changed: pairs.filter((pair) => contentOf(pair.before) !== contentOf(pair.after)),
  };
}

function bySubject(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const subject = subjectOf(finding);
    groups.set(subject, [...(groups.get(subject) ?? []), finding]);
  }
  return groups;
}

/** Two events can stand before one change: those with the same id belong together, then each with the next. */
function pairsOf(before: readonly Finding[], after: readonly Finding[]): ChangedFinding[] {
  const own = after.flatMap((finding) => {
    const same = before.find(({ id }) => id === finding.id);
    return same === undefined ? [] : [{ before: same, after: finding }];
  });
  const left = before.filter((finding) => !own.some((pair) => pair.before === finding));
  const others = after.filter((finding) => !own.some((pair) => pair.after === finding));
  return [
    ...own,
    ...others.flatMap((finding, place) => {
      const other = left[place];
      return other === undefined ? [] : [{ before: other, after: finding }];
    }),
  ];
}

/** Ids follow from the content, p and q from what else was tested, and who is to speak says nothing of the person. */
const notContent: ReadonlySet<string> = new Set(['id', 'links', 'overlapping', 'p', 'q', 'agents']);

function contentOf(finding: Finding): string {
  const told: unknown = JSON.parse(
    JSON.stringify(finding, (key, value: unknown) => (notContent.has(key) ? undefined : value)),
  );
  return canonicalJson(told);
}
