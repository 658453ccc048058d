import type { Sentence } from '../../src/domain/ask/answer.ts';
import { type Figures, USUAL_DAYS, type Usual } from '../../src/domain/ask/numbers.ts';
import type { Comparator, Extreme, QueryOf } from '../../src/domain/ask/query.ts';
import type { Metric } from '../../src/domain/metric.ts';
import type { Day } from '../../src/shared/day.ts';
import {
  capital,
  comparative,
  count as counted,
  day,
  level,
  levels,
  listed,
  nameOf,
  size,
  spanNoun,
  wasWord,
} from '../narrate/words.ts';
import { gapsIn, limitsOf } from './limits.ts';
import { type AskWorld, daysAsked, metricIn, noSuchDays, spanWords, type Told } from './world.ts';

export function tellLevel(
  { metric: slug, period }: Pick<QueryOf<'level'>, 'metric' | 'period'>,
  world: AskWorld,
): Told {
  const metric = metricIn(world, slug);
  const span = daysAsked(period, metric, world);
  if (span === undefined) return noSuchDays(period);
  const figures = world.numbers.figures(slug, span);
  if (figures.observed.length === 0) return nothing(metric, figures, world.asOf);
  const usual = world.numbers.usualBefore(slug, span.from);
  const told = levelWords(metric, figures, world.asOf);
  const text = usual === undefined ? told : `${told} ${usualWords(metric, figures, usual)}`;
  const noUsual =
    usual === undefined
      ? [`There are too few values before this to say what is usual for ${nameOf(metric)}.`]
      : [];
  return {
    sentences: [sentence(text, metric, figures)],
    limits: [...limitsOf(metric, figures, span.limit), ...noUsual],
  };
}

function levelWords(metric: Metric, figures: Figures, asOf: Day): string {
  const { observed, mean } = figures;
  const [only] = observed;
  const subject = `${capital(nameOf(metric))} ${wasWord(metric)}`;
  const when = spanWords(figures, asOf, spanNoun(metric));
  if (only !== undefined && figures.expected === 1) return `${subject} ${level(metric, only.value)} ${when}.`;
  const low = lowestOf(observed);
  const high = highestOf(observed);
  const ends =
    low.value === high.value
      ? ''
      : `, between ${level(metric, low.value)} (${day(low.day, asOf)}) and ${level(metric, high.value)} (${day(high.day, asOf)})`;
  return `${subject} ${level(metric, mean)} on average ${when} (${ofDays(metric, figures)})${ends}.`;
}

/** Single days are compared with single days: the middle 80 % of those before. */
function usualWords(metric: Metric, { mean, expected }: Figures, usual: Usual): string {
  const place = mean < usual.low ? 'below' : mean > usual.high ? 'above' : 'within';
  const noun = spanNoun(metric);
  const range = `${level(metric, usual.low)} to ${level(metric, usual.high)}`;
  const what = expected === 1 ? 'That is' : 'The average is';
  return `${what} ${place} the usual range of single ${noun}s in the ${USUAL_DAYS} days before: ${range}, with ${level(metric, usual.median)} in the middle.`;
}

export function tellCompare({ metric: slug, period, against }: QueryOf<'compare'>, world: AskWorld): Told {
  const metric = metricIn(world, slug);
  if (against === null) return tellLevel({ metric: slug, period }, world);
  const span = daysAsked(period, metric, world);
  const other = daysAsked(against, metric, world);
  if (span === undefined) return noSuchDays(period);
  if (other === undefined) return noSuchDays(against);
  const first = world.numbers.figures(slug, span);
  const second = world.numbers.figures(slug, other);
  for (const figures of [first, second]) {
    if (figures.observed.length === 0) return nothing(metric, figures, world.asOf);
  }
  const difference = differenceOf(metric, first.mean, second.mean);
  const [now, then] = levels(metric, first.mean, second.mean);
  const noun = spanNoun(metric);
  const told = `${capital(nameOf(metric))} ${wasWord(metric)} ${now} on average ${spanWords(first, world.asOf, noun)} (${ofDays(metric, first)}) and ${then} ${spanWords(second, world.asOf, noun)} (${ofDays(metric, second)})`;
  const verdict =
    difference === 0
      ? 'no difference'
      : `${size(metric, difference)} ${comparative(metric, difference > 0 ? 'up' : 'down')}`;
  const limits = [...limitsOf(metric, first, span.limit), ...gapsIn(metric, second, world.asOf)];
  return {
    sentences: [
      {
        ...sentence(`${told}: ${verdict}.`, metric, first),
        n: first.observed.length + second.observed.length,
      },
    ],
    limits: [...limits, 'A difference between two periods is no proof that anything changed.'],
  };
}

export function tellExtreme({ metric: slug, period, which }: QueryOf<'extreme'>, world: AskWorld): Told {
  const metric = metricIn(world, slug);
  const span = daysAsked(period, metric, world);
  if (span === undefined) return noSuchDays(period);
  const figures = world.numbers.figures(slug, span);
  if (figures.observed.length === 0) return nothing(metric, figures, world.asOf);
  const end = endOf(which, metric);
  if (end === undefined) {
    const both = `For ${nameOf(metric)} neither direction is better by itself.`;
    const told = tellLevel({ metric: slug, period }, world);
    return { ...told, limits: [both, ...told.limits] };
  }
  const { value } = end === 'highest' ? highestOf(figures.observed) : lowestOf(figures.observed);
  const days = figures.observed
    .filter((entry) => entry.value === value)
    .map((entry) => day(entry.day, world.asOf));
  const told = days.length > MOST_DAYS_NAMED ? `${counted(days.length, spanNoun(metric))}` : listed(days);
  const noun = spanNoun(metric);
  const text = `The ${end} ${nameOf(metric)} ${spanWords(figures, world.asOf, noun)} was ${level(metric, value)}, ${noun === 'night' ? 'in the night to' : 'on'} ${told} (${ofDays(metric, figures)}).`;
  return { sentences: [sentence(text, metric, figures)], limits: limitsOf(metric, figures, span.limit) };
}

/** Of the two as they are told, so that a reader who subtracts comes to the same; of two told alike, what is left. */
function differenceOf({ unit, decimals }: Metric, first: number, second: number): number {
  const factor = 10 ** (unit === 'min' ? 0 : unit === 'of 10' ? 1 : decimals);
  const told = (Math.round(first * factor) - Math.round(second * factor)) / factor;
  return told === 0 ? first - second : told;
}

function endOf(which: Extreme, metric: Metric): 'highest' | 'lowest' | undefined {
  if (which === 'highest' || which === 'lowest') return which;
  if (metric.better === undefined) return undefined;
  return (which === 'best') === (metric.better === 'up') ? 'highest' : 'lowest';
}

const comparatorWords: Record<Comparator, string> = {
  '<': 'below',
  '<=': 'at or below',
  '>': 'above',
  '>=': 'at or above',
};
const MOST_DAYS_NAMED = 10;

export function tellCount(
  { metric: slug, comparator, threshold, period }: QueryOf<'count'>,
  world: AskWorld,
): Told {
  const metric = metricIn(world, slug);
  const span = daysAsked(period, metric, world);
  if (span === undefined) return noSuchDays(period);
  const figures = world.numbers.figures(slug, span);
  if (figures.observed.length === 0) return nothing(metric, figures, world.asOf);
  const hits = figures.observed.filter(({ value }) => holds(value, comparator, threshold));
  const named = hits.length > 0 && hits.length <= MOST_DAYS_NAMED;
  const list = named ? `: ${listed(hits.map((hit) => day(hit.day, world.asOf)))}` : '';
  const noun = spanNoun(metric);
  const text = `${capital(nameOf(metric))} ${wasWord(metric)} ${comparatorWords[comparator]} ${level(metric, threshold)} in ${hits.length} of ${counted(figures.observed.length, noun)} with a value ${spanWords(figures, world.asOf, noun)}${list}.`;
  return { sentences: [sentence(text, metric, figures)], limits: limitsOf(metric, figures, span.limit) };
}

function holds(value: number, comparator: Comparator, threshold: number): boolean {
  if (comparator === '<') return value < threshold;
  if (comparator === '<=') return value <= threshold;
  return comparator === '>' ? value > threshold : value >= threshold;
}

function nothing(metric: Metric, figures: Figures, asOf: Day): Told {
  const text = `There is no value of ${nameOf(metric)} ${spanWords(figures, asOf, spanNoun(metric))}.`;
  return { sentences: [sentence(text, metric, figures)], limits: [] };
}

function sentence(text: string, { slug }: Metric, { from, to, observed }: Figures): Sentence {
  return { text, metrics: [slug], from, to, n: observed.length, findings: [] };
}

/** "4 of 5 nights". */
function ofDays(metric: Metric, { observed, expected }: Figures): string {
  return `${observed.length} of ${counted(expected, spanNoun(metric))}`;
}

type Observed = Figures['observed'];

function lowestOf(observed: Observed): Observed[number] {
  return observed.reduce((least, entry) => (entry.value < least.value ? entry : least));
}

function highestOf(observed: Observed): Observed[number] {
  return observed.reduce((most, entry) => (entry.value > most.value ? entry : most));
}
