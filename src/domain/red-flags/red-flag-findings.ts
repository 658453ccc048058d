import { stableId } from '../../shared/ids.ts';
import type { FindingOf } from '../finding.ts';
import type { Knowledge } from '../knowledge.ts';
import { emergencyNumberFor } from './emergency-number.ts';
import type { RaisedFlag } from './raised-flag.ts';
import type { RedFlagRule } from './rule-schema.ts';
import { withEmergencyNumber } from './with-emergency-number.ts';

/** As the page tells it: one finding a rule, from its first day to its last, in the order of the rules' urgency. */
export function redFlagFindings(
  raised: readonly RaisedFlag[],
  { redFlags }: Pick<Knowledge, 'redFlags'>,
  { emergencyNumber = emergencyNumberFor({}) }: { readonly emergencyNumber?: string } = {},
): FindingOf<'red-flag'>[] {
  const found = redFlags.flatMap((rule) => {
    const own = raised.filter((flag) => flag.rule === rule.id).toSorted(byDay);
    const [first, last] = [own[0], own.at(-1)];
    return first === undefined || last === undefined
      ? []
      : [findingOf(rule, { first, last }, emergencyNumber)];
  });
  return found.toSorted((left, right) => rank(left.urgency) - rank(right.urgency));
}

function findingOf(
  rule: RedFlagRule,
  { first, last }: { readonly first: RaisedFlag; readonly last: RaisedFlag },
  emergencyNumber: string,
): FindingOf<'red-flag'> {
  return {
    kind: 'red-flag',
    id: stableId('red-flag', [rule.id, first.day]),
    metrics: [...metricsOf(rule)],
    direction: null,
    from: first.day,
    to: last.day,
    n: 1,
    p: null,
    q: null,
    grade: 'established',
    summary: withEmergencyNumber(rule, emergencyNumber),
    agents: rule.agents,
    events: [],
    limits: [],
    rule: rule.id,
    urgency: rule.urgency,
    seen: last.seen,
  };
}

function metricsOf({ trigger }: RedFlagRule): readonly string[] {
  if (!('metric' in trigger)) return [];
  return trigger.metric === 'bloodPressure' ? ['systolicPressure', 'diastolicPressure'] : [trigger.metric];
}

function byDay(left: RaisedFlag, right: RaisedFlag): number {
  return left.day === right.day ? 0 : left.day < right.day ? -1 : 1;
}

const urgencies: readonly RedFlagRule['urgency'][] = ['emergency', 'same-day', 'mention'];
function rank(urgency: RedFlagRule['urgency']): number {
  return urgencies.indexOf(urgency);
}
