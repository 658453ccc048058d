import { type Finding, type Grade, grades } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { capital, plainText } from './plain-text.ts';
import { metricLabel } from './values.ts';
import { note, type PointBlock, type Section, section } from './view.ts';

/** The order a clinician reads in: what cannot wait, what changed, what moves together, what is only new. */
const pointSections = ['urgent', 'what-changed', 'patterns', 'new'] as const;
type PointSection = PagePoint['section'];

const headings: Record<PointSection, string> = {
  urgent: 'Urgent',
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
    path: pathOf(claimed),
  };
}

function metaOf(point: PagePoint, claimed: readonly Finding[]): string {
  const weakest = grades.find((grade) => claimed.some((finding) => finding.grade === grade));
  const grade = weakest === undefined ? '' : `, ${gradeWords[weakest]}`;
  return `Confidence ${point.confidence}${grade} (${point.agents.map(capital).join(', ')})`;
}

/** Arrows are not in every typeface, and a screen reader stumbles over them: the chain is told in words. */
function pathOf(claimed: readonly Finding[]): string | undefined {
  const chain = claimed.find((finding) => finding.kind === 'chain');
  if (chain === undefined) return undefined;
  const steps = chain.path.map((slug, index) => {
    const lag = index === 0 ? undefined : chain.lags[index - 1];
    return `${metricLabel(slug)}${lag === undefined ? '' : lagWords(lag)}`;
  });
  const [first, ...others] = steps;
  const back = chain.loop && chain.path.at(-1) !== chain.path[0] ? ['back to the start'] : [];
  return `In order: ${[first, ...others, ...back].join(' › ')}`;
}

function lagWords(lag: number): string {
  if (lag === 0) return '';
  return lag === 1 ? ' (next day)' : ` (${lag} days later)`;
}

/** Sections of points in reading order, each under its caveat; extra blocks (a table) stand before the points. */
export function sectionsOfPoints(
  points: readonly PagePoint[],
  toBlock: (point: PagePoint) => PointBlock,
  extra: Partial<Record<PointSection, Section['blocks']>> = {},
): Section[] {
  return pointSections.flatMap((name) => {
    const caveat = caveats[name];
    const blocks = points.filter((point) => point.section === name).map(toBlock);
    const lead = extra[name] ?? [];
    if (blocks.length + lead.length === 0) return [];
    return section(name, headings[name], [
      ...(caveat === undefined ? [] : [note(caveat)]),
      ...lead,
      ...blocks,
    ]);
  });
}
