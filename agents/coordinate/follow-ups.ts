import type { Finding, FindingOf, FindingsReport } from '../../src/domain/finding.ts';
import type { Metric } from '../../src/domain/metric.ts';
import type { FollowUp } from '../../src/domain/page.ts';
import type { Profile } from '../../src/domain/profile.ts';
import { profileAsOf } from '../../src/domain/profile-as-of.ts';
import { eventOfChange, type TimelineEvent } from '../../src/domain/timeline.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';
import { stableId } from '../../src/shared/ids.ts';
import {
  capital,
  count,
  day,
  dayRange,
  hasWord,
  levels,
  metricOf,
  nameOf,
  size,
  spanNoun,
} from '../narrate/words.ts';

/** With fewer days since, nothing is said of a change. */
const FEWEST_DAYS = 14;
/** What lasts of an older change is the baseline now, and nothing stands against it. */
const LONGEST_AGO_DAYS = 120;
/** Where nobody said what a change was meant for, as many of the metrics that moved after it are told. */
const MOST_UNNAMED = 2;

type Step = FindingOf<'event-effect'> | FindingOf<'shift'>;
type Change = Step | FindingOf<'drift'>;

interface Agreed {
  readonly event: TimelineEvent;
  readonly what: string;
  readonly day: Day;
  readonly clinician: string;
}

/**
 * "Did it help?": each change that was agreed at a visit, with what it was meant for, before and after. Only what the
 * engine established counts as a change; better and worse are the metric's own directions, and no word here says that
 * one thing came of the other.
 */
export function followUpsOf(profile: Profile, report: FindingsReport, asOf: Day): FollowUp[] {
  return profileAsOf(profile, asOf)
    .visits.flatMap(({ clinician, agreed }) =>
      agreed.map((change) => ({ ...change, clinician, event: eventOfChange(profile, change) })),
    )
    .filter((agreed) => daysBetween(agreed.day, asOf) <= LONGEST_AGO_DAYS)
    .sort((left, right) => (left.day < right.day ? 1 : left.day > right.day ? -1 : 0))
    .flatMap((agreed) => {
      const metrics = agreed.watch.length > 0 ? agreed.watch : unnamed(agreed, report);
      return [...new Set(metrics)].map((slug) => followUp(agreed, slug, report, asOf));
    });
}

function unnamed({ event }: Agreed, { findings }: FindingsReport): string[] {
  return findings
    .filter(
      (finding) =>
        finding.kind === 'event-effect' && finding.grade !== 'watch' && finding.event.id === event.id,
    )
    .map(({ metrics }) => metrics[0] ?? '')
    .slice(0, MOST_UNNAMED);
}

function followUp(agreed: Agreed, slug: string, report: FindingsReport, asOf: Day): FollowUp {
  const metric = metricOf(slug, report);
  const seen = changeOf(agreed.event, slug, report);
  const isEarly = daysBetween(agreed.event.day, asOf) < FEWEST_DAYS;
  const since = `the change agreed for ${day(agreed.event.day, asOf)} (“${agreed.event.label}”)`;
  const told = isEarly
    ? ({
        verdict: 'too-early',
        text: `It is less than two weeks since ${since}: too early to look at ${nameOf(metric)}.`,
      } as const)
    : seen === undefined
      ? ({ verdict: 'not-seen', text: notSeenText(metric, since, report) } as const)
      : ({
          verdict: verdictOf(seen, metric, agreed),
          text: changeText(seen, metric, since, agreed, asOf),
        } as const);
  return {
    id: stableId('follow-up', [agreed.day, agreed.what, slug]),
    what: agreed.what,
    day: agreed.day,
    clinician: agreed.clinician,
    metric: slug,
    ...told,
    claims: isEarly || seen === undefined ? [] : [seen.id],
  };
}

/**
 * What was tested on the event itself stands before a change that began within two weeks of it, and that before any that
 * began later. A drift that was under way before and still is comes last: with it on the page nobody can say that nothing
 * was seen.
 */
function changeOf(
  { id, day }: TimelineEvent,
  slug: string,
  { findings }: FindingsReport,
): Change | undefined {
  const changes = findings.filter(
    (finding): finding is Change => isChange(finding) && finding.metric === slug && finding.grade !== 'watch',
  );
  const ways: ((change: Change) => boolean)[] = [
    (change) => change.kind === 'event-effect' && change.event.id === id,
    (change) => change.kind !== 'event-effect' && change.events.some((event) => event.id === id),
    ({ from }) => from >= day,
    ({ kind, to }) => kind === 'drift' && to > day,
  ];
  return ways.map((isIt) => changes.find(isIt)).find((change) => change !== undefined);
}

function isChange(finding: Finding): finding is Change {
  return finding.kind === 'event-effect' || finding.kind === 'shift' || finding.kind === 'drift';
}

function verdictOf(change: Change, { better }: Metric, { event }: Agreed): 'better' | 'worse' | 'changed' {
  const difference = change.kind === 'drift' ? change.change : change.difference;
  if (better === undefined || difference === 0 || change.from < event.day) return 'changed';
  return difference > 0 === (better === 'up') ? 'better' : 'worse';
}

/** Every number is the finding's, in the words of the page. */
function changeText(finding: Change, metric: Metric, since: string, agreed: Agreed, asOf: Day): string {
  const text =
    finding.kind === 'drift'
      ? driftText(finding, metric, since, agreed, asOf)
      : stepText(finding, metric, since, agreed, asOf);
  const others = finding.kind === 'event-effect' ? finding.overlapping : [];
  if (others.length > 0)
    return `${text} The records cannot tell it apart from other events close to that day.`;
  const isNearAnother = finding.events.length > 0 && !finding.events.some(({ id }) => id === agreed.event.id);
  return isNearAnother ? `${text} Another event lies closer to it.` : text;
}

function stepText(finding: Step, metric: Metric, since: string, { event }: Agreed, asOf: Day): string {
  const { before, after, from } = finding;
  const [now, usual] = levels(metric, after.mean, before.mean);
  const nights = count(after.n, spanNoun(metric));
  const stretch = from === event.day ? nights : `${nights} from ${day(from, asOf)} on`;
  return `Since ${since}, ${nameOf(metric)} ${hasWord(metric)} averaged ${now} over ${stretch}, against ${usual} before.`;
}

function driftText(
  { change, from, to }: FindingOf<'drift'>,
  metric: Metric,
  since: string,
  { event }: Agreed,
  asOf: Day,
): string {
  const moved = `${hasWord(metric)} ${change < 0 ? 'fallen' : 'risen'} little by little ${dayRange(from, to, asOf)}, by ${size(metric, change)} in all`;
  return from >= event.day
    ? `Since ${since}, ${nameOf(metric)} ${moved}.`
    : `${capital(nameOf(metric))} ${moved}; this began before ${since}.`;
}

function notSeenText(metric: Metric, since: string, { notSeen }: FindingsReport): string {
  const name = nameOf(metric);
  const reach = notSeen.find(({ metrics }) => metrics.length === 1 && metrics[0] === metric.slug);
  if (reach === undefined) {
    return `${capital(name)}: no lasting change can be told since ${since}.`;
  }
  return `${capital(name)}: no lasting change was seen since ${since}; one smaller than ${size(metric, reach.smallestDetectable)} would not show in these records.`;
}
