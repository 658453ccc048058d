import type { Finding } from '../../domain/finding.ts';
import { findMetric, type Naming } from '../../domain/metric.ts';

/** The numbers of a finding under names that mean the same for every kind; what does not apply is absent. */
export interface FindingNumbers {
  readonly usual_low?: number;
  readonly usual_high?: number;
  readonly before?: number;
  readonly before_n?: number;
  readonly now?: number;
  readonly now_n?: number;
  readonly difference?: number;
  readonly difference_low?: number;
  readonly difference_high?: number;
  readonly difference_sd?: number;
  readonly per_week?: number;
  readonly threshold?: number;
  readonly r?: number;
  readonly r_low?: number;
  readonly r_high?: number;
  readonly slope?: number;
  readonly hits?: number;
  readonly total?: number;
  readonly rate?: number;
  readonly base_rate?: number;
  readonly lag_days?: number;
  readonly window_days?: number;
}

export interface FindingWords {
  /** Of before, now, the usual range, the difference and what it is a week. */
  readonly unit?: string;
  readonly threshold_unit?: string;
  readonly slope_unit?: string;
  readonly onset?: string;
  readonly onset_from?: string;
  readonly onset_to?: string;
  readonly cause?: string;
  readonly comparator?: string;
  readonly effect?: string;
  readonly path?: string;
  readonly event_day?: string;
  readonly event_kind?: string;
  readonly analyte?: string;
  readonly lab_day?: string;
  readonly urgency?: string;
  readonly seen?: string;
}

export interface FindingParts {
  readonly numbers: FindingNumbers;
  readonly words: FindingWords;
}

/** Every number is the finding's own: nothing is computed or rounded here. */
export function findingParts(finding: Finding, naming: Naming): FindingParts {
  const unitOf = (slug: string) => findMetric(slug, naming)?.unit ?? '';
  switch (finding.kind) {
    case 'deviation':
      return {
        numbers: {
          usual_low: finding.baseline.low,
          usual_high: finding.baseline.high,
          before: finding.baseline.median,
          before_n: finding.baseline.nights,
          now: finding.value,
          difference_sd: finding.z,
        },
        words: { unit: unitOf(finding.metric) },
      };
    case 'shift':
    case 'event-effect':
      return levelChange(finding, unitOf(finding.metric));
    case 'drift': {
      const [difference_low, difference_high] = finding.interval;
      return {
        numbers: { difference: finding.change, difference_low, difference_high, per_week: finding.perWeek },
        words: { unit: unitOf(finding.metric) },
      };
    }
    case 'link': {
      const { r, slope, lag, interval, slopeUnit, cause, effect } = finding;
      return {
        numbers: { r, r_low: interval[0], r_high: interval[1], slope, lag_days: lag },
        words: { slope_unit: slopeUnit, cause, effect },
      };
    }
    case 'rule':
      return {
        numbers: {
          difference: finding.effectSize,
          threshold: finding.threshold,
          hits: finding.hits,
          total: finding.total,
          rate: finding.rate,
          base_rate: finding.baseRate,
          lag_days: finding.lag,
        },
        words: {
          unit: unitOf(finding.effect),
          threshold_unit: unitOf(finding.cause),
          cause: finding.cause,
          comparator: finding.comparator,
          effect: finding.effect,
        },
      };
    case 'chain':
      return { numbers: {}, words: { path: finding.path.join(' > ') } };
    case 'lab-link':
      return {
        numbers: { window_days: finding.windowDays },
        words: { unit: finding.unit, analyte: finding.analyte, lab_day: finding.labDay },
      };
    case 'discordance':
      return { numbers: {}, words: {} };
    case 'red-flag':
      return { numbers: {}, words: { urgency: finding.urgency, seen: finding.seen } };
  }
}

function levelChange(
  finding: Extract<Finding, { kind: 'shift' | 'event-effect' }>,
  unit: string,
): FindingParts {
  const { before, after, difference, interval } = finding;
  const numbers = {
    before: before.mean,
    before_n: before.n,
    now: after.mean,
    now_n: after.n,
    difference,
    difference_low: interval[0],
    difference_high: interval[1],
  };
  if (finding.kind === 'event-effect') {
    return { numbers, words: { unit, event_day: finding.event.day, event_kind: finding.event.kind } };
  }
  const { onset, onsetRange, differenceSd } = finding;
  return {
    numbers: { ...numbers, difference_sd: differenceSd },
    words: { unit, onset, onset_from: onsetRange[0], onset_to: onsetRange[1] },
  };
}
