import type { Finding } from '../../src/domain/finding.ts';
import { closedReason, type LastVisit, type PointOutcome, sizeOf } from '../../src/domain/last-visit.ts';
import type { PagePoint } from '../../src/domain/page.ts';
import { isChangeTopic, topicOf } from '../../src/domain/topic.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';

/** Where a story stands since the last visit, and what the visit makes of it. */
export interface Standing {
  /** Undefined where no visit was told of. */
  readonly standing: PagePoint['standing'];
  /** Talked over and done with, and no worse since: it is not told again. */
  readonly isClosed: boolean;
  /** Why it is left out, for the list of what is. */
  readonly reason?: string;
  /** It was of no use at the visit, so it comes one place of priority later. */
  readonly ranksLower: boolean;
}

/** What has grown by half since it was closed is news again. */
const GROWN = 1.5;
/** As long of the days after a visit may still show what was closed there, where nobody can say whether it has grown. */
const CLOSED_UNMEASURED_DAYS = 56;

/**
 * A story is known by its topics: those of its changes where it has any, else of its chain, else all, because what
 * makes up a pattern comes and goes within it. Kept: a visit kept one of them. Known: one stood on the page that was
 * taken to the last visit. Closed: visits closed all of them, none began after its visit or has grown by half since,
 * and none is a red flag. What changed its direction has another topic, and so was never closed. What has no size, or
 * one that is not known any more, is closed for eight weeks of data, and a laboratory result or a disagreement between
 * ring and person that is newer than the visit opens the story it stands in.
 */
export function standingOf(findings: readonly Finding[], lastVisit: LastVisit | undefined): Standing {
  if (lastVisit === undefined) return { standing: undefined, isClosed: false, ranksLower: false };
  const { outcomes, pageTopics } = lastVisit;
  const matter = matterOf(findings);
  const told = matter.flatMap((finding) => outcomes.get(topicOf(finding)) ?? []);
  const standing = told.some(({ outcome }) => outcome === 'kept')
    ? 'kept'
    : matter.some((finding) => pageTopics.has(topicOf(finding))) || told.length > 0
      ? 'known'
      : 'new';
  const ranksLower =
    told.some(({ useful }) => useful === false) && !told.some(({ useful }) => useful === true);
  const isRedFlag = findings.some(({ kind }) => kind === 'red-flag');
  const closedOn = told
    .map(({ day }) => day)
    .sort()
    .at(-1);
  const isClosed =
    !isRedFlag &&
    closedOn !== undefined &&
    matter.every((finding) => isDone(finding, outcomes.get(topicOf(finding)))) &&
    !findings.some((finding) => isNewsOfItself(finding) && hasBegunSince(finding, closedOn));
  if (!isClosed) return { standing, isClosed, ranksLower };
  return { standing, isClosed, ranksLower, reason: closedReason(closedOn) };
}

function matterOf(findings: readonly Finding[]): readonly Finding[] {
  const changes = findings.filter(isChangeTopic);
  if (changes.length > 0) return changes;
  const chains = findings.filter(({ kind }) => kind === 'chain');
  return chains.length > 0 ? chains : findings;
}

function isDone(finding: Finding, told: PointOutcome | undefined): boolean {
  if (told?.outcome !== 'closed' || hasBegunSince(finding, told.day)) return false;
  const size = sizeOf(finding);
  // By the last day that it speaks of: where nothing newer was measured, nothing is new.
  if (size === undefined || told.size === undefined || told.size === 0)
    return daysBetween(told.day, finding.to as Day) <= CLOSED_UNMEASURED_DAYS;
  return size < GROWN * told.size;
}

function isNewsOfItself({ kind }: Finding): boolean {
  return kind === 'lab-link' || kind === 'discordance';
}

function hasBegunSince(finding: Finding, visit: Day): boolean {
  const onset = onsetOf(finding);
  return onset !== undefined && onset > visit;
}

/** The day from which there is something to tell; a pattern of all the days has none. */
function onsetOf(finding: Finding): string | undefined {
  switch (finding.kind) {
    case 'shift':
      return finding.onset;
    case 'lab-link':
      return finding.labDay;
    case 'drift':
    case 'event-effect':
    case 'deviation':
    case 'discordance':
      return finding.from;
    default:
      return undefined;
  }
}
