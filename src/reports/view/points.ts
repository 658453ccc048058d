import type { Finding, FindingOf, Grade } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import { capital, plainText } from './plain-text.ts';
import { longDay } from './values.ts';
import { note, type PointBlock, type Section, section } from './view.ts';

/** The order a clinician reads in: what cannot wait, what changed, what moves together, what is only new. */
const pointSections = ['urgent', 'what-changed', 'patterns', 'new'] as const;
type PointSection = PagePoint['section'];

const calmSections = ['what-changed', 'patterns', 'new'] as const;

export const headings: Record<(typeof calmSections)[number], string> = {
  'what-changed': 'What changed',
  patterns: 'Patterns',
  new: 'New',
};

const caveats: Partial<Record<PointSection, string>> = {
  patterns: 'Seen together repeatedly; not proof of cause.',
  new: 'New, not yet seen for long; it may not last.',
};

const gradeWords: Record<Grade, string> = {
  watch: 'exploratory',
  established: 'established',
  replicated: 'seen again in a later look',
};

/** What the points speak about, in their order. */
export function claimedMetrics(page: Page, points: readonly PagePoint[]): string[] {
  return points.flatMap((point) => claimedFindings(page, point)).flatMap(({ metrics }) => metrics);
}

export function inReadingOrder(points: readonly PagePoint[]): PagePoint[] {
  return pointSections.flatMap((name) => points.filter((point) => point.section === name));
}

export function pointBlock(
  point: PagePoint,
  page: Page,
  referenceNumbers: ReadonlyMap<string, number>,
): PointBlock {
  const claimed = page.findings.filter((finding) => point.claims.includes(finding.id));
  const references = point.citations.flatMap((id) => referenceNumbers.get(id) ?? []);
  return {
    kind: 'point',
    urgent: point.section === 'urgent',
    text: plainText(point.text),
    references: [...new Set(references)].sort((left, right) => left - right),
    question: plainText(point.question),
    meta: metaOf(point, claimed),
  };
}

function metaOf(point: PagePoint, claimed: readonly Finding[]): string {
  // The first claim is what the point is about; the others stand beside it.
  const lead = claimed.find(({ id }) => id === point.claims[0]);
  if (lead?.kind === 'red-flag') return `${notedOf(lead)}${speakersOf(point)}`;
  const grade = lead === undefined ? '' : `, ${gradeWords[lead.grade]}`;
  return `Confidence ${point.confidence}${grade}${speakersOf(point)}`;
}

/** A fixed rule is neither sure nor unsure; whoever reads of a warning sign asks when it was, and what was said. */
function notedOf({ from, to, seen }: FindingOf<'red-flag'>): string {
  const when =
    from === to ? `Noted on ${longDay(from)}` : `Noted first on ${longDay(from)}, last on ${longDay(to)}`;
  return `${when}: \u201c${plainText(seen)}\u201d`;
}

function speakersOf({ agents }: PagePoint): string {
  return agents.length === 0 ? '' : ` (${agents.map(capital).join(', ')})`;
}

/** The points of page one and of before it as they were told, with how sure they are and what they rest on. */
export function sectionsInFull(
  points: readonly PagePoint[],
  toBlock: (point: PagePoint) => PointBlock,
): Section[] {
  return calmSections.flatMap((name) => {
    const blocks = points.filter((point) => point.section === name).map(toBlock);
    const caveat = caveats[name];
    return blocks.length === 0
      ? []
      : section(`full-${name}`, `${headings[name]}, in full`, [
          ...(caveat === undefined ? [] : [note(caveat)]),
          ...blocks,
        ]);
  });
}
