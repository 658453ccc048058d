import type { DayEvidence } from './day-evidence.ts';
import { isTaken } from './drug-classes.ts';
import type { Measured } from './measured.ts';
import type { RedFlagRule, RedFlagRuleOf } from './rule-schema.ts';

/** What met the rule, as it was written or read; nothing where the day does not meet it. */
export function whatMeets(rule: RedFlagRule, evidence: DayEvidence): string | undefined {
  const seen = partsThatMeet(rule, evidence);
  return seen === undefined ? undefined : [...new Set(seen)].join(' … ');
}

type Seen = readonly string[] | undefined;

function partsThatMeet(rule: RedFlagRule, evidence: DayEvidence): Seen {
  switch (rule.kind) {
    case 'symptom':
      return bySymptom(rule.trigger, evidence);
    case 'measurement':
      return byMeasurement(rule.trigger, evidence);
    case 'measurement+symptom':
      return bySignsOrNights(rule.trigger, evidence);
    case 'medication+symptom':
      return byMedicine(rule.trigger, rule.trigger.minWords ?? 1, evidence);
    case 'medication+measurement':
      return bySlowPulse(rule.trigger, evidence);
    case 'medication-safety':
      return byMedicine(rule.trigger, 1, evidence);
  }
}

function present(names: readonly string[], { symptoms }: DayEvidence): string[] {
  return names.flatMap((name) => symptoms.get(name) ?? []);
}

function bySymptom(
  { words, together = [], withAny, withoutAny = [] }: RedFlagRuleOf<'symptom'>['trigger'],
  evidence: DayEvidence,
): Seen {
  const seen = present(words, evidence);
  if (seen.length === 0) {
    const pairs = together.map((pair) => pair.map((names) => present(names, evidence)[0]));
    return pairs.find((pair): pair is string[] => pair.every((each) => each !== undefined));
  }
  if (present(withoutAny, evidence).length > 0) return undefined;
  return alongside(seen.slice(0, 1), withAny, evidence);
}

function alongside(
  seen: readonly string[],
  withAny: readonly string[] | undefined,
  evidence: DayEvidence,
): Seen {
  if (withAny === undefined) return seen;
  const others = present(withAny, evidence);
  return others.length === 0 ? undefined : [...seen, ...others.slice(0, 1)];
}

function byMeasurement(trigger: RedFlagRuleOf<'measurement'>['trigger'], evidence: DayEvidence): Seen {
  switch (trigger.metric) {
    case 'bloodPressure': {
      const high = first(
        evidence,
        ({ quantity, value }) =>
          (quantity === 'systolic' && value >= trigger.systolicAtLeast) ||
          (quantity === 'diastolic' && value >= trigger.diastolicAtLeast),
      );
      if (high === undefined || present(trigger.withoutAny ?? [], evidence).length > 0) return undefined;
      return alongside(high, trigger.withAny, evidence);
    }
    case 'spo2': {
      const [low, high] = trigger.between ?? [0, trigger.atMost ?? 0];
      // Above the lower band and below the upper one there is nothing between: 92.5 belongs to the higher.
      const floor = trigger.between === undefined ? low : low - 1;
      return first(
        evidence,
        ({ quantity, value }) => quantity === 'oxygen' && value > floor && value <= high,
      );
    }
    case 'restingHeartRate': {
      const fast = first(evidence, ({ quantity, value }) => quantity === 'pulse' && value > trigger.above);
      return fast === undefined ? undefined : alongside(fast, trigger.withAny, evidence);
    }
  }
}

function first({ measured }: DayEvidence, isSo: (measured: Measured) => boolean): Seen {
  const found = measured.find(isSo);
  return found === undefined ? undefined : [found.seen];
}

/** A sign that tells by itself, two that do not, one beside a low night, or low nights that repeat. */
function bySignsOrNights(
  { words, withAny, nightsBelow }: RedFlagRuleOf<'measurement+symptom'>['trigger'],
  evidence: DayEvidence,
): Seen {
  const telling = present(words, evidence);
  if (telling.length > 0) return telling;
  const { percent, nights } = nightsBelow;
  const isLowNow = evidence.nightOxygen.some(({ day, value }) => day === evidence.day && value < percent);
  const signs = present(withAny, evidence);
  if (signs.length >= (isLowNow ? 1 : 2)) return signs;
  const low = evidence.nightOxygen.filter(({ value }) => value < percent);
  if (!isLowNow || low.length < nights) return undefined;
  return [`night blood oxygen under ${percent} % on ${low.length} nights`];
}

function byMedicine(
  trigger: Pick<
    RedFlagRuleOf<'medication+symptom'>['trigger'],
    'words' | 'medicationClass' | 'medicationNames'
  >,
  atLeast: number,
  evidence: DayEvidence,
): Seen {
  const seen = present(trigger.words, evidence);
  if (seen.length < atLeast || !isTaken(trigger, evidence.taken)) return undefined;
  return seen.slice(0, Math.max(atLeast, 1));
}

function bySlowPulse(
  trigger: RedFlagRuleOf<'medication+measurement'>['trigger'],
  evidence: DayEvidence,
): Seen {
  const slow = first(evidence, ({ quantity, value }) => quantity === 'pulse' && value < trigger.below);
  if (slow === undefined || !isTaken(trigger, evidence.taken)) return undefined;
  return alongside(slow, trigger.withAny, evidence);
}
