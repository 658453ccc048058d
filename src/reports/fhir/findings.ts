import type { Finding } from '../../domain/finding.ts';
import type { Page } from '../../domain/page.ts';
import { type FindingNumbers, findingParts } from '../data/finding-row.ts';
import { toldFindings } from '../data/told-findings.ts';
import { coding, concept, type Element, type Entry, referenceTo, someOf, words } from './element.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { own } from './systems.ts';
import { quantity } from './units.ts';

/** What was computed and is told on the page: the sentence of the finding, and its numbers one by one. */
export function findingEntries({ dossier: { page }, entry }: Scene, cast: Cast): Entry[] {
  return toldFindings(page).map((finding, index) =>
    entry(['finding', index], {
      resourceType: 'Observation',
      status: 'final',
      category: [concept('computed finding', coding(own('category'), 'finding'))],
      code: concept(`Finding: ${finding.kind}`, coding(own('finding'), finding.kind)),
      subject: subjectOf(cast),
      effectivePeriod: { start: finding.from, end: finding.to },
      device: referenceTo(cast.software),
      valueString: words(finding.summary),
      component: componentsOf(finding, page),
      note: someOf(finding.limits.map((limit) => ({ text: words(limit) }))),
    }),
  );
}

const inUnit: ReadonlySet<keyof FindingNumbers> = new Set([
  'usual_low',
  'usual_high',
  'before',
  'now',
  'difference',
  'difference_low',
  'difference_high',
]);

function componentsOf(finding: Finding, page: Page): readonly Element[] | undefined {
  const { numbers, words: told } = findingParts(finding, page);
  const unitOf = (name: string): string => {
    if (inUnit.has(name as keyof FindingNumbers)) return told.unit ?? '';
    if (name === 'per_week') return `${told.unit ?? ''} a week`.trim();
    if (name === 'threshold') return told.threshold_unit ?? '';
    if (name === 'slope') return told.slope_unit ?? '';
    return name.endsWith('_days') ? 'days' : '';
  };
  const { n, p, q, grade, metrics } = finding;
  const all = Object.entries({ ...numbers, n, p, q });
  return [
    { code: part('grade'), valueString: grade },
    ...metrics.map((metric) => ({ code: part('metric'), valueString: words(metric) })),
    ...all.flatMap(([name, value]) =>
      typeof value === 'number'
        ? [{ code: part(name), valueQuantity: quantity({ value, unit: unitOf(name), ucum: undefined }) }]
        : [],
    ),
  ];
}

function part(name: string): Element {
  return concept(name.replaceAll('_', ' '), coding(own('finding-part'), name.replaceAll('_', '-')));
}
