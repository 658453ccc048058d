import type { CustomDefinition, CustomObservation } from './custom-metric.ts';

/** A person's metrics are read by a person: more of them than this come from a program that went wrong. */
export const MOST_CUSTOM_METRICS = 200;

export interface RefusedObservation {
  /** Its place among those that were given. */
  readonly index: number;
  readonly field: string;
  readonly reason: string;
  /** It does not fit what is kept already; by itself it would be sound. */
  readonly conflict?: true;
}

export interface Admitted {
  readonly accepted: readonly CustomObservation[];
  readonly refused: readonly RefusedObservation[];
  /** New ones, and those whose label or hint is another now. */
  readonly definitions: readonly CustomDefinition[];
}

/** A metric is defined by its first observation; later ones may name it anew, but not measure it in another unit. */
export function admitObservations(
  known: ReadonlyMap<string, CustomDefinition>,
  observations: readonly CustomObservation[],
): Admitted {
  const current = new Map(known);
  const accepted: CustomObservation[] = [];
  const refused: RefusedObservation[] = [];
  for (const [index, observation] of observations.entries()) {
    const { slug, label, unit, aggregationHint } = observation.metric;
    const before = current.get(slug);
    const fault = faultOf(observation, before, current.size);
    if (fault !== undefined) {
      refused.push({ index, ...fault });
      continue;
    }
    accepted.push(observation);
    const hint = aggregationHint ?? before?.aggregationHint ?? 'avg';
    if (before?.label !== label || before.aggregationHint !== hint)
      current.set(slug, { slug, label, unit, aggregationHint: hint });
  }
  const definitions = [...current.values()].filter((definition) => {
    const before = known.get(definition.slug);
    return before?.label !== definition.label || before.aggregationHint !== definition.aggregationHint;
  });
  return { accepted, refused, definitions };
}

function faultOf(
  { metric }: CustomObservation,
  before: CustomDefinition | undefined,
  count: number,
): Omit<RefusedObservation, 'index'> | undefined {
  if (before === undefined) {
    if (count < MOST_CUSTOM_METRICS) return undefined;
    const reason = `would be one metric more than the ${MOST_CUSTOM_METRICS} a person may have`;
    return { field: 'metric.slug', reason, conflict: true };
  }
  if (before.unit === metric.unit) return undefined;
  const reason =
    'is not the unit of the observations that are here: numbers in two units cannot be one series; use another slug';
  return { field: 'metric.unit', reason, conflict: true };
}
