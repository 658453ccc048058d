import type { Finding } from '../../src/domain/finding.ts';
import { type LastVisit, type PointOutcome, sizeOf } from '../../src/domain/last-visit.ts';
import type { PagePoint } from '../../src/domain/page.ts';
import { isChangeTopic, topicOf } from '../../src/domain/topic.ts';
import { type Day, spellDay } from '../../src/shared/day.ts';

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

/**
 * A story is known by its topics: those of its changes where it has any, else of its chain, else all, because what
 * makes up a pattern comes and goes within it. Kept: a visit kept one of them. Known: one stood on the page that was
 * taken to the last visit. Closed: visits closed all of them, none began after its visit or has grown by half since,
 * and none is a red flag. What changed its direction has another topic, and so was never closed.
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
  const isClosed =
    !isRedFlag &&
    matter.length > 0 &&
    matter.every((finding) => isDone(finding, outcomes.get(topicOf(finding))));
  if (!isClosed) return { standing, isClosed, ranksLower };
  const days = told.map(({ day }) => day).sort();
  return {
    standing,
    isClosed,
    ranksLower,
    reason: `Closed at the visit on ${spellDay(days.at(-1) as Day)}.`,
  };
}

function matterOf(findings: readonly Finding[]): readonly Finding[] {
  const changes = findings.filter(isChangeTopic);
  if (changes.length > 0) return changes;
  const chains = findings.filter(({ kind }) => kind === 'chain');
  return chains.length > 0 ? chains : findings;
}

function isDone(finding: Finding, told: PointOutcome | undefined): boolean {
  if (told?.outcome !== 'closed') return false;
  const onset = onsetOf(finding);
  if (onset !== undefined && onset > told.day) return false;
  return told.size === undefined || sizeOf(finding) < GROWN * told.size || told.size === 0;
}

/** The day a change began; a pattern has none. */
function onsetOf(finding: Finding): string | undefined {
  if (finding.kind === 'shift') return finding.onset;
  return isChangeTopic(finding) || finding.kind === 'deviation' ? finding.from : undefined;
}
