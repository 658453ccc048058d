import { findMetric, type Metric, metricSlugs } from '../domain/metric.ts';
import { type Goal, goalSchema } from '../domain/profile.ts';
import type { Day } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';

const SHAPE =
  /^(?<metric>.+?)\s*(?<bound>>=|<=|≥|≤|\bat least\b|\bat most\b)\s*(?<target>-?\d+(?:\.\d+)?)\s*(?<unit>\S.*?)?\s+by\s+(?<by>\S+)$/iu;
const HOW = 'A goal is written like "sleep efficiency >= 82 by 2027-01-05".';

/** "sleep efficiency >= 82 % by 2027-01-05": a metric by its slug or its name, the unit if somebody likes. */
export function parseGoal(text: string, today: Day): Goal {
  const parts = SHAPE.exec(text.trim())?.groups;
  if (parts === undefined) throw new InputError(HOW);
  const { metric: named = '', bound = '', target, unit, by } = parts;
  const metric = metricCalled(named);
  if (unit !== undefined && unit.toLowerCase() !== metric.unit.toLowerCase()) {
    throw new InputError(
      `Values of ${metric.label} are told in "${metric.unit}"; a goal has the same unit or none.`,
    );
  }
  const comparator = /^(?:>=|≥|at least)$/i.test(bound) ? '>=' : '<=';
  const goal = goalSchema.safeParse({
    day: today,
    metric: metric.slug,
    comparator,
    target: Number(target),
    by,
  });
  if (goal.success) return goal.data;
  const [issue] = goal.error.issues;
  throw new InputError(`This is no goal: ${String(issue?.path[0])} ${issue?.message}. ${HOW}`);
}

export function metricCalled(words: string): Metric {
  const wanted = words.trim().toLowerCase();
  const slug = metricSlugs.find((one) => one.toLowerCase() === wanted || findMetric(one)?.label === wanted);
  const metric = findMetric(slug ?? words.trim());
  if (metric !== undefined) return metric;
  throw new InputError('There is no such metric. "rounds days" shows the names of those there are.');
}
