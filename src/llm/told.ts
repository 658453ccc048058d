import type { Finding } from '../domain/finding.ts';
import type { Naming } from '../domain/metric.ts';
import { type DateMention, readDates } from './dates.ts';
import { type MetricMention, readMetrics } from './metric-names.ts';
import { type NumberMention, readNumbers } from './numbers.ts';
import { sentencesOf } from './sentences.ts';

/** A sentence taken apart. Positions are those of `words` throughout. */
export interface Told {
  readonly words: string;
  /** The sentence without its dates and without the names of metrics. */
  readonly rest: string;
  readonly dates: readonly DateMention[];
  readonly numbers: readonly NumberMention[];
  readonly metrics: readonly MetricMention[];
  /** The metrics of the claims that it names. */
  readonly named: ReadonlySet<string>;
  /** Those it goes on about until it names one: "It fell to 47 minutes, while resting heart rate rose." */
  readonly continued: ReadonlySet<string>;
}

/** "The change began …", "This stretch …": it goes on about what was named last. */
const GOES_ON =
  /^(?:this|that|it|the (?:change|shift|drop|fall|decline|decrease|reduction|rise|increase|climb|drift|stretch|difference))\b/i;

export function readTold(text: string, cited: readonly Finding[], naming: Naming): Told[] {
  const own = new Set(cited.flatMap(({ metrics }) => metrics));
  let last: ReadonlySet<string> = new Set();
  return sentencesOf(text).map((words) => {
    const { dates, rest: undated } = readDates(words);
    const { metrics, rest } = readMetrics(undated, cited, naming);
    const named = new Set(metrics.map(({ slug }) => slug).filter((slug) => own.has(slug)));
    const continued: ReadonlySet<string> = GOES_ON.test(words) ? last : new Set();
    if (named.size > 0) last = named;
    return { words, rest, dates, numbers: readNumbers(rest), metrics, named, continued };
  });
}

/** Whether a fact speaks about what the sentence speaks about at this place, or one of the two leaves it open. */
export function sharesSubject(told: Told, index: number, metrics: readonly string[]): boolean {
  const { named, continued } = told;
  const first = told.metrics.find(({ slug }) => named.has(slug));
  const goesOn = continued.size > 0 && (first === undefined || index < first.index);
  const isOpen = named.size === 0 && continued.size === 0;
  return (
    isOpen ||
    metrics.length === 0 ||
    metrics.some((metric) => named.has(metric) || (goesOn && continued.has(metric)))
  );
}
