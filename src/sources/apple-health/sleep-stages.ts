import type { Segment } from './segment-store.ts';

/** Of two that overlap in one source the more telling one counts: the first of these. */
const stages = ['awake', 'deep', 'rem', 'light', 'asleep'] as const;
type Stage = (typeof stages)[number];
export type StageSeconds = Readonly<Record<Stage, number>>;

export const IN_BED = stages.length;

const PREFIX = 'HKCategoryValueSleepAnalysis';
const labelOf = new Map<string, number>([
  [`${PREFIX}Awake`, stages.indexOf('awake')],
  [`${PREFIX}AsleepDeep`, stages.indexOf('deep')],
  [`${PREFIX}AsleepREM`, stages.indexOf('rem')],
  [`${PREFIX}AsleepCore`, stages.indexOf('light')],
  [`${PREFIX}Asleep`, stages.indexOf('asleep')],
  [`${PREFIX}AsleepUnspecified`, stages.indexOf('asleep')],
  [`${PREFIX}InBed`, IN_BED],
]);

/** The label a segment is kept under; undefined for a value that is none of Apple's. */
export function sleepLabel(value: string): number | undefined {
  return labelOf.get(value);
}

/** How long each stage lasted; a moment counts once however many segments cover it. */
export function measureStages(segments: readonly Segment[]): StageSeconds {
  const edges = segments.flatMap(({ start, end, stage }) => [
    { at: start, stage, step: 1 },
    { at: end, stage, step: -1 },
  ]);
  edges.sort((left, right) => left.at - right.at);
  const open = stages.map(() => 0);
  const seconds = stages.map(() => 0);
  let since = 0;
  for (const { at, stage, step } of edges) {
    const telling = open.findIndex((count) => count > 0);
    if (telling >= 0) seconds[telling] = (seconds[telling] as number) + at - since;
    since = at;
    open[stage] = (open[stage] as number) + step;
  }
  return Object.fromEntries(stages.map((stage, index) => [stage, seconds[index] as number])) as Record<
    Stage,
    number
  >;
}
