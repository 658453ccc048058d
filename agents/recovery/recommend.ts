import type { FindingOf, FindingsReport } from '../../src/domain/finding.ts';
import type { Profile } from '../../src/domain/profile.ts';
import type {
  DailyRecommendation,
  KeyFactor,
  Recommendation,
  RecommendationKind,
} from '../../src/domain/recommendation.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';
import { outOfUsual } from './out-of-usual.ts';
import {
  factorOf,
  hotNight,
  illnessFactor,
  isOfNight,
  namesOfRead,
  sayEnough,
  sufficiencyOf,
  WITNESSES,
  type Witness,
  witnessesOf,
} from './readings.ts';

/** What was noted longer ago says little of today. */
const RECENT_DAYS = 3;

/**
 * How much a day should ask of somebody, by fixed rules and from raw readings alone; scores of a vendor are not read.
 * The strictest rule that holds decides, so nothing unwelcome can ever ask for more activity:
 *
 * 1. a red flag that cannot wait or an illness, noted in the last 3 days, or a night as warm as in a fever: full rest;
 * 2. two or more of heart rate variability, resting heart rate, sleep, breathing rate clearly on the unwelcome side of
 *    the person's own usual, or fatigue of 7 or more among them: light recovery;
 * 3. one of these, any other red flag that still stands, or anything measured that is clearly out on either side or was
 *    found to be out on this day (much warmer, much less oxygen, a pulse far lower than ever): moderate activity;
 * 4. none of these, with heart and sleep both known: full activity.
 *
 * Without last night, or without a usual to hold it against, only the first rule speaks.
 */
export function recommendationOf(
  report: FindingsReport,
  { events, conditions }: Pick<Profile, 'events' | 'conditions'>,
): DailyRecommendation {
  const note = conditions.length === 0 ? '' : ' The doctor’s advice stands before this.';
  const rest = restOf(report, events);
  if (rest !== undefined) return { recommendation: { ...rest, message: `${rest.message}${note}` } };
  const seen = witnessesOf(report.lastNight ?? []);
  const out = outOfUsual(report, seen);
  const reason = whyNone(report, seen, out);
  if (reason !== undefined) return { withoutRecommendation: reason };
  const unwelcome = seen.filter(({ isUnwelcome }) => isUnwelcome);
  const flags = redFlagFactors(
    report,
    'Something was noted that a doctor should hear of; it stands above.',
    () => true,
  );
  const kind = kindFor(unwelcome.length, flags.length + out.length);
  const told = kind === 'full_activity' ? seen : unwelcome;
  const readings = seen.map(({ reading }) => reading);
  const isOddAlone = unwelcome.length + flags.length === 0 && out.length > 0;
  return {
    recommendation: {
      kind,
      message: `${isOddAlone ? ODD : messageOf(kind, report)}${note}`,
      confidence: twoDecimals((seen.length / WITNESSES) * sufficiencyOf(readings)),
      keyFactors: [...flags, ...told.map(({ reading }) => factorOf(reading, report)), ...out],
    },
  };
}

/** It is neither said to be welcome nor to be a bad sign: nobody can tell from one night. */
const ODD = 'Something measured was clearly outside the usual range. A moderate day fits.';

function messageOf(
  kind: Exclude<RecommendationKind, 'full_rest'>,
  { lastNight = [] }: FindingsReport,
): string {
  switch (kind) {
    case 'light_recovery':
      return 'More than one sign asks for rest. A light day fits.';
    case 'moderate_activity':
      return 'There is a sign that asks for some care. A moderate day fits.';
    case 'full_activity':
      return `${namesOfRead(lastNight)} of last night were not clearly outside the usual range. Go by how the day feels.`;
  }
}

function kindFor(unwelcome: number, others: number): Exclude<RecommendationKind, 'full_rest'> {
  if (unwelcome >= 2) return 'light_recovery';
  return unwelcome === 1 || others > 0 ? 'moderate_activity' : 'full_activity';
}

/** What asks for rest whatever the other readings are, and also when there are none. */
function restOf(report: FindingsReport, events: Profile['events']): Recommendation | undefined {
  const asOf = report.asOf as Day;
  const urgent = redFlagFactors(
    report,
    'An urgent note stands at the top.',
    ({ urgency, to }) => urgency !== 'mention' && daysBetween(to as Day, asOf) <= RECENT_DAYS,
  );
  const ill = events
    .filter(({ kind, day }) => kind === 'illness' && day <= asOf && daysBetween(day, asOf) <= RECENT_DAYS)
    .map(({ day }) => illnessFactor(day, asOf));
  // With too few nights the page tells no number, and nobody can say what is warm.
  const hot = report.coverage.sufficient ? hotNight(report) : undefined;
  const keyFactors = [...urgent, ...ill, ...(hot === undefined ? [] : [factorOf(hot, report)])];
  if (keyFactors.length === 0) return undefined;
  const isCertain = urgent.length + ill.length > 0;
  return {
    kind: 'full_rest',
    message:
      urgent.length > 0 ? 'First do what the urgent note says. A day of rest fits.' : 'A day of rest fits.',
    // What was noted is there, whatever was measured.
    confidence: isCertain || hot === undefined ? 1 : twoDecimals(sufficiencyOf([hot])),
    keyFactors,
  };
}

function redFlagFactors(
  { findings }: FindingsReport,
  text: string,
  isMeant: (flag: FindingOf<'red-flag'>) => boolean,
): KeyFactor[] {
  const flags = findings.filter((finding) => finding.kind === 'red-flag' && isMeant(finding));
  return flags.length === 0 ? [] : [{ text, claims: flags.map(({ id }) => id) }];
}

function whyNone(
  { coverage, lastNight = [] }: FindingsReport,
  seen: readonly Witness[],
  out: readonly KeyFactor[],
): string | undefined {
  const isNightKnown = lastNight.some(
    ({ metric }) => metric !== 'fatigue' && metric !== 'temperatureDeviation',
  );
  if (!isNightKnown) return 'last night is missing';
  const night = seen.filter(isOfNight);
  if (night.length === 0 || !coverage.sufficient) return 'too few nights are known to say what is usual';
  const isQuiet = out.length === 0 && seen.every(({ isUnwelcome }) => !isUnwelcome);
  return isQuiet && !sayEnough(night) ? 'too little of last night is known' : undefined;
}

function twoDecimals(share: number): number {
  return Math.round(share * 100) / 100;
}
