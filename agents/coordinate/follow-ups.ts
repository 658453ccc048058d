import type { Finding, FindingOf, FindingsReport } from '../../src/domain/finding.ts';
import type { Metric } from '../../src/domain/metric.ts';
import type { FollowUp } from '../../src/domain/page.ts';
import { type Profile, profileAsOf } from '../../src/domain/profile.ts';
import { eventOfChange, type TimelineEvent } from '../../src/domain/timeline.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';
import { stableId } from '../../src/shared/ids.ts';
import { capital, count, day, hasWord, levels, metricOf, nameOf, size, spanNoun } from '../narrate/words.ts';

/** With fewer nights since, nothing is said of a change. */
const FEWEST_NIGHTS = 14;
/** What lasts of an older change is the baseline now, and nothing stands against it. */
const LONGEST_AGO_DAYS = 120;
/** Where nobody said what a change was meant for, as many of the metrics that moved after it are told. */
const MOST_UNNAMED = 2;

type Change = FindingOf<'event-effect'> | FindingOf<'shift'>;

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
    .filter((finding) => finding.kind === 'event-effect' && isEstablishedAfter(finding, event))
    .map(({ metrics }) => metrics[0] ?? '')
    .slice(0, MOST_UNNAMED);
}

function followUp(agreed: Agreed, slug: string, report: FindingsReport, asOf: Day): FollowUp {
  const metric = metricOf(slug, report);
  const seen = changeOf(agreed.event, slug, report);
  const isEarly = daysBetween(agreed.event.day, asOf) < FEWEST_NIGHTS;
  const since = `the change agreed for ${day(agreed.event.day, asOf)} (“${agreed.event.label}”)`;
  const told = isEarly
    ? ({
        verdict: 'too-early',
        text: `It is less than two weeks since ${since}: too early to look at ${nameOf(metric)}.`,
      } as const)
    : seen === undefined
      ? ({ verdict: 'not-seen', text: notSeenText(metric, since, report) } as const)
      : ({ verdict: verdictOf(seen, metric), text: changeText(seen, metric, since, agreed, asOf) } as const);
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

/** What was tested on the event itself stands before a shift that began within two weeks of it. */
function changeOf(event: TimelineEvent, slug: string, { findings }: FindingsReport): Change | undefined {
  const own = findings.filter(
    (finding): finding is Change =>
      (finding.kind === 'event-effect' || finding.kind === 'shift') &&
      finding.metric === slug &&
      isEstablishedAfter(finding, event),
  );
  return own.find(({ kind }) => kind === 'event-effect') ?? own[0];
}

function isEstablishedAfter(finding: Finding, { id }: TimelineEvent): boolean {
  if (finding.grade === 'watch') return false;
  return finding.kind === 'event-effect'
    ? finding.event.id === id
    : finding.events.some((event) => event.id === id);
}

function verdictOf({ difference }: Change, { better }: Metric): 'better' | 'worse' | 'changed' {
  if (better === undefined || difference === 0) return 'changed';
  return difference > 0 === (better === 'up') ? 'better' : 'worse';
}

/** Every number is the finding's, in the words of the page. */
function changeText(finding: Change, metric: Metric, since: string, agreed: Agreed, asOf: Day): string {
  const { before, after, from } = finding;
  const [now, usual] = levels(metric, after.mean, before.mean);
  const nights = count(after.n, spanNoun(metric));
  const stretch = from === agreed.event.day ? nights : `${nights} from ${day(from, asOf)} on`;
  const text = `Since ${since}, ${nameOf(metric)} ${hasWord(metric)} averaged ${now} over ${stretch}, against ${usual} before.`;
  const others = finding.kind === 'event-effect' ? finding.overlapping : [];
  return others.length === 0
    ? text
    : `${text} The records cannot tell it apart from other events close to that day.`;
}

function notSeenText(metric: Metric, since: string, { notSeen }: FindingsReport): string {
  const name = nameOf(metric);
  const reach = notSeen.find(({ metrics }) => metrics.length === 1 && metrics[0] === metric.slug);
  if (reach === undefined) {
    return `${capital(name)}: no lasting change can be told since ${since}.`;
  }
  return `${capital(name)}: no lasting change was seen since ${since}; one smaller than ${size(metric, reach.smallestDetectable)} would not show in these records.`;
}
