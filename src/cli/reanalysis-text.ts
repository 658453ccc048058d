import type { ChangeSpan } from '../domain/compare-readings.ts';
import type { Finding } from '../domain/finding.ts';
import { spellDay } from '../shared/day.ts';
import { indented } from './profile-listing.ts';

/** Spans of the same days under one heading, each difference in a line or two. */
export function spansText(spans: readonly ChangeSpan[], width: number): string[] {
  const groups = new Map<string, ChangeSpan[]>();
  for (const span of [...spans].sort(byDays)) {
    const heading = headingOf(span);
    groups.set(heading, [...(groups.get(heading) ?? []), span]);
  }
  return [...groups].map(([heading, members]) => {
    const lines = members.flatMap((span) => linesOf(span).flatMap((line) => indented(line, 2, width)));
    return `${heading}\n${lines.join('\n')}\n`;
  });
}

const kindOrder: readonly ChangeSpan['kind'][] = ['new', 'changed', 'no longer supported'];

function byDays(left: ChangeSpan, right: ChangeSpan): number {
  if (left.from !== right.from) return left.from < right.from ? -1 : 1;
  if (left.to !== right.to) return left.to < right.to ? -1 : 1;
  return kindOrder.indexOf(left.kind) - kindOrder.indexOf(right.kind);
}

function headingOf({ from, to, days }: ChangeSpan): string {
  if (from === to) return spellDay(from, { year: true });
  const first = spellDay(from, { year: from.slice(0, 4) !== to.slice(0, 4) });
  return `${first} to ${spellDay(to, { year: true })} (${days} days)`;
}

function linesOf({ kind, finding, before }: ChangeSpan): string[] {
  if (before === undefined) return [`${kind}: [${finding.grade}] ${finding.summary}`];
  const isToldAlike = before.summary === finding.summary && before.grade === finding.grade;
  if (!isToldAlike) {
    return [`${kind}: [${before.grade}] ${before.summary}`, `→ [${finding.grade}] ${finding.summary}`];
  }
  const [then, now] = [eventsBefore(before), eventsBefore(finding)];
  const what = then === now ? 'in its details' : `before it: ${then} → ${now}`;
  return [`${kind}: [${finding.grade}] ${finding.summary} (${what})`];
}

function eventsBefore({ events }: Finding): string {
  return events.map(({ kind, day }) => `${kind.replaceAll('-', ' ')} ${day}`).join(', ') || 'nothing';
}
