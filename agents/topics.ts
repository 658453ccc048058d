import type { Finding } from '../src/domain/finding.ts';
import type { EvidenceEntry } from '../src/domain/knowledge.ts';
import { habitsIn } from '../src/domain/lifestyle-words.ts';
import type { Scene } from './narrate/scene.ts';
import { metricOf } from './narrate/words.ts';

/** Laboratory values by their names, as the list of evidence calls them. */
const labTopics: readonly (readonly [RegExp, string])[] = [
  [/\bTSH\b|\bT4\b/i, 'tsh'],
  [/ferritin|transferrin|\biron\b/i, 'ferritin'],
  [/^ha?emo(?:globin|tocrit)|^hematocrit/i, 'hemoglobin'],
  [/^HbA1c/i, 'hba1c'],
  [/^glucose/i, 'glucose'],
  [/C-reactive|\bCRP\b/i, 'crp'],
  [/^vitamin D\b/i, 'vitamin-d'],
  [/^vitamin B12\b/i, 'vitamin-b12'],
  [/^potassium/i, 'potassium'],
  [/^FSH\b/i, 'fsh'],
];

/** Topics that speak of particular people or days. Where they do not apply, an entry on them is out of place. */
const particular = new Set([
  ...labTopics.map(([, topic]) => topic),
  'alcohol',
  'caffeine',
  'exercise-recovery',
  'illness',
  'menstrual-cycle',
  'perimenopause',
]);

export function particularTopicsOf({ topics }: EvidenceEntry): string[] {
  return topics.filter((topic) => particular.has(topic));
}

/** What findings are about besides their metrics: a laboratory value, a habit, the cycle, an illness, exercise. */
export function mattersOf(
  findings: readonly Finding[],
  scene: Pick<Scene, 'timeline' | 'customMetrics'>,
): Set<string> {
  return new Set(findings.flatMap((finding) => mattersOfOne(finding, scene)));
}

function mattersOfOne(finding: Finding, scene: Pick<Scene, 'timeline' | 'customMetrics'>): string[] {
  const { metrics, events } = finding;
  const before = new Set(events.map(({ id }) => id));
  const labels = scene.timeline.flatMap(({ id, label, medication }) =>
    before.has(id) && medication === undefined ? [label] : [],
  );
  const named = metrics
    .filter((slug) => slug.startsWith('custom:'))
    .map((slug) => metricOf(slug, scene).label);
  const cycle = events.flatMap(({ kind }) => cycleTopics[kind] ?? []);
  return [
    ...(finding.kind === 'lab-link'
      ? labTopics.flatMap(([name, topic]) => (name.test(finding.analyte) ? [topic] : []))
      : []),
    ...[...named, ...labels].flatMap(habitsIn),
    ...cycle,
    ...(events.some(({ kind }) => kind === 'illness') ? ['illness'] : []),
    ...(metrics.includes('workoutTime') ? ['exercise-recovery'] : []),
  ];
}

const cycleTopics: Readonly<Record<string, string>> = {
  'cycle-period-start': 'menstrual-cycle',
  'cycle-perimenopause': 'perimenopause',
  'cycle-menopause': 'perimenopause',
};

/** The metrics of findings, with the names that the list of evidence has for some of them. */
export function metricTopicsOf(findings: readonly Finding[]): Set<string> {
  const metrics = new Set(findings.flatMap((finding) => finding.metrics));
  if (metrics.has('temperatureDeviation') || metrics.has('wristTemperature')) metrics.add('temperature');
  if (metrics.has('awakeTime')) metrics.add('waso');
  return metrics;
}
