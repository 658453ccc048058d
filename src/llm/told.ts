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
  /** The metrics among the claims that it speaks about; empty where it may speak about any. */
  readonly about: ReadonlySet<string>;
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
    const about = named.size === 0 && GOES_ON.test(words) ? last : named;
    if (named.size > 0) last = named;
    return { words, rest, dates, numbers: readNumbers(rest), metrics, about };
  });
}

/** What a fact speaks about is what the sentence speaks about, or one of the two says nothing of it. */
export function sharesSubject({ about }: Told, metrics: readonly string[]): boolean {
  return about.size === 0 || metrics.length === 0 || metrics.some((metric) => about.has(metric));
}
