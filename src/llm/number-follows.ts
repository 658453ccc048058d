import { clockMetrics } from '../domain/metric.ts';
import { type Cues, readCues } from './cues.ts';
import { matchesDate } from './dates.ts';
import type { GroundingContext } from './grounding-context.ts';
import { fittingSteps } from './lags.ts';
import { labelBehind, MASKS } from './mask.ts';
import type { NumberMention } from './numbers.ts';
import { type Facts, isOfMetric, type Quantity } from './quantity.ts';
import { matchesNumber } from './rounding.ts';
import { sharesSubject, type Told } from './told.ts';

/** "13 of 15 weeks" is not what was counted. */
const OF_COUNTED = /^(?!\s*(?:weeks?|months?|years?|hours?|minutes?|percent|%))/i;

/** Words further off say nothing of a number, and a sentence without end must not cost without end. */
const NEAR = 160;

export function numberFollows(
  mention: NumberMention,
  told: Told,
  facts: Facts,
  context: GroundingContext,
): boolean {
  const { outOf } = mention;
  const lead = told.rest.slice(Math.max(0, mention.index - NEAR), mention.index);
  const cues = readCues(lead, behind(mention, told, context).slice(0, NEAR));
  if (outOf !== undefined) {
    const isCounted = OF_COUNTED.test(told.rest.slice(mention.index + mention.words.length));
    const exact = facts.pairs.some(({ part, whole }) => part === mention.value && whole === outOf);
    if (exact || isRoundShare(mention, cues, facts)) return isCounted;
    if (outOf !== 10) return false;
  }
  const inScope = facts.quantities.filter((fact) => sharesSubject(told, mention.index, fact.metrics));
  const steps = fittingSteps(inScope, mention, told);
  const anchor = anchorOf(mention, told, context);
  return inScope.some((fact) => {
    if (!hasSameUnit(fact, mention, told)) return false;
    if (fact.of !== undefined && !isToldOf(fact.of, mention, told)) return false;
    // The hour of a tablet is nobody's bedtime.
    if (fact.role === 'detail' && fact.unit === 'clock' && namesClock(told)) return false;
    if (mention.isNextDay && fact.role !== 'lag' && fact.role !== 'apart') return false;
    if (!mayBeTold(fact, cues, mention)) return false;
    if (fact.role === 'lag' && !steps.includes(fact)) return false;
    if (fact.role === 'apart') return liesApart(fact, mention, anchor);
    // Where a rule begins is told as it is: "under 80 %" is no way to tell 78.
    const hedge = fact.role === 'threshold' && mention.hedge !== 'about' ? undefined : mention.hedge;
    return hasSameSign(fact, mention, cues) && matchesNumber({ ...mention, hedge }, fact.value);
  });
}

/** What follows a number and its unit; the unit of a metric the person named is known from there alone. */
function behind(mention: NumberMention, { rest }: Told, { customMetrics = [] }: GroundingContext): string {
  const tail = rest.slice(mention.index + mention.words.length);
  if (mention.unit !== 'number') return tail;
  const unit = customMetrics
    .map((metric) => ` ${metric.unit}`)
    .find((text) => text !== ' ' && tail.startsWith(text));
  return tail.slice(unit?.length ?? 0);
}

/** Whether the words around the number leave room for what this fact is. */
function mayBeTold({ role, isDeviation, isEdge }: Quantity, cues: Cues, mention: NumberMention): boolean {
  const isCoarse = mention.hedge !== undefined || mention.factor > 1;
  const isCount = isCoarse || (!cues.isLater && (!cues.isApart || cues.isStretch));
  switch (role) {
    case 'before':
    case 'after':
      if (isEdge === true && !cues.isInRange) return false;
      if (cues.told === 'difference' && isDeviation !== true) return false;
      return !cues.isPerWeek && (cues.side ?? role) === role;
    case 'difference':
      return cues.told === 'difference' ? !cues.isPerWeek : isBareDifference(cues);
    case 'pace':
      return cues.isPerWeek;
    case 'threshold':
      return cues.bound !== undefined && cues.told !== 'difference';
    case 'share':
      return !cues.isOnOthers && isShareTold(cues);
    case 'others':
      return cues.mayBeOnOthers && isShareTold(cues);
    case 'nights-before':
      return isCount && (cues.countSide ?? 'before') === 'before';
    case 'nights-after':
      return isCount && (cues.countSide ?? 'after') === 'after';
    case 'nights-all':
      return isCount && cues.isOfBoth;
    case 'nights':
      return isCount;
    case 'stretch':
      return isCoarse;
    case 'ratio':
      return false;
    case 'apart':
    case 'lag':
      return mention.isNextDay === true || ((cues.isApart || cues.isLater) && !cues.isStretch);
    case 'detail':
    case 'other':
      return true;
  }
}

/** The metric named last before a number is the one it is told of, or the one right behind it: "78 % sleep efficiency". */
function isToldOf(slug: string, { index, words }: NumberMention, { metrics, rest }: Told): boolean {
  const end = index + words.length;
  const previous = metrics.findLast((metric) => metric.end <= index)?.slug;
  const next = metrics.find((metric) => metric.index >= end);
  const isBehind =
    next?.slug === slug && /^\s*(?:(?:of|in|lower|higher|less|more) )?\s*$/.test(rest.slice(end, next.index));
  return previous === undefined || previous === slug || isBehind;
}

function namesClock({ named }: Told): boolean {
  return [...clockMetrics].some((slug) => named.has(slug));
}

/** "Under 78 %" is where a rule begins; "in more than 85 %" may be how often it held. */
function isShareTold({ bound, told }: Cues): boolean {
  return (bound === undefined || bound === 'hedge') && told !== 'difference';
}

/** "A drop of 35 minutes": no level, and on neither side of the change. */
function isBareDifference({ told, side, isPerWeek, bound }: Cues): boolean {
  return told === undefined && side === undefined && !isPerWeek && bound !== 'lead';
}

/** People say "a pulse of 62" and "148 over 90"; nobody says 23 without its degrees. */
const OFTEN_UNSAID = new Set(['bpm', 'ms', 'mmHg', 'kcal', 'years']);

/**
 * A metric's number may be told without its unit where another number of the sentence has it, or where people leave it
 * out; "6 of 10" is one of an answer, which has none. Points are those of a score, of an answer or of a percentage, and
 * no share of what was before.
 */
function hasSameUnit(fact: Quantity, { unit, outOf }: NumberMention, { numbers }: Told): boolean {
  if (fact.unit === unit) return true;
  if (unit === 'points')
    return isOfMetric(fact) && (fact.unit === 'number' || (fact.unit === '%' && isPoints(fact)));
  const mayLackUnit = OFTEN_UNSAID.has(fact.unit) || numbers.some((other) => other.unit === fact.unit);
  return unit === 'number' && outOf === undefined && isOfMetric(fact) && mayLackUnit;
}

function isPoints({ role, isShare }: Quantity): boolean {
  return (role === 'difference' || role === 'pace') && isShare !== true;
}

/** "Nine in ten", "one time in five": the share to the nearest such part; counts of more than ten are exact. */
function isRoundShare({ value, outOf = 0 }: NumberMention, { mayBeOnOthers }: Cues, facts: Facts): boolean {
  return (
    outOf > 1 &&
    outOf <= 10 &&
    value < outOf &&
    facts.quantities.some(
      ({ role, value: share }) =>
        (role === 'share' || (role === 'others' && mayBeOnOthers)) &&
        Math.abs((share / 100) * outOf - value) <= 0.5,
    )
  );
}

/** A difference is told by its size, with direction words for its sign; all else keeps its minus, or the words say it. */
function hasSameSign({ role, value }: Quantity, mention: NumberMention, cues: Cues): boolean {
  if (mention.negative) return value < 0;
  const isSized = role === 'difference' || role === 'pace' || cues.isNegative;
  return value >= 0 || isSized || Math.abs(value) <= mention.tolerance;
}

interface Anchor {
  readonly days: (day: string) => boolean;
  readonly sign: 1 | -1;
}

const ANCHOR = new RegExp(`^\\s+(after|since|from|before)\\b[^.;\\d]*?(?:([${MASKS}])|$)`, 'i');

/** The day a number of days is counted from: "4 days after “the trip”", "4 days before the change on 7 March". */
function anchorOf(mention: NumberMention, told: Told, context: GroundingContext): Anchor | undefined {
  const end = mention.index + mention.words.length;
  const date = told.dates.find(({ index, month }) => index >= end && month !== undefined);
  const [, word = '', mask] = ANCHOR.exec(told.words.slice(end, date?.index)) ?? [];
  const sign = word.toLowerCase() === 'before' ? -1 : 1;
  const label = labelBehind(mask ?? '', context);
  if (word === '') return undefined;
  if (label !== undefined) {
    const days = new Set<string>(
      context.timeline.filter((event) => event.label === label).map(({ day }) => day),
    );
    return { sign, days: (day) => days.has(day) };
  }
  return date === undefined ? undefined : { sign, days: (day) => matchesDate(date, day, context.asOf) };
}

/** Counted from one of its two days, the other one lies that many days on, or back. */
function liesApart({ value, ends }: Quantity, mention: NumberMention, anchor: Anchor | undefined): boolean {
  if (anchor === undefined || ends === undefined) return matchesNumber(mention, value);
  const [from, to] = ends;
  const counted = [...(anchor.days(from) ? [value] : []), ...(anchor.days(to) ? [-value] : [])];
  return counted.some((days) => days * anchor.sign >= 0 && matchesNumber(mention, days));
}
