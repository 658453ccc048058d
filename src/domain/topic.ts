import type { Finding, FindingOf } from './finding.ts';
import type { Page, PagePoint } from './page.ts';

/**
 * What a finding is about, apart from its numbers and its days. The same change is found anew every night, with another
 * beginning and so another id, and a shift today may be a drift tomorrow: to a reader all of them are one thing.
 */
export function topicOf(finding: Finding): string {
  return JSON.stringify(partsOf(finding));
}

function partsOf(finding: Finding): readonly unknown[] {
  switch (finding.kind) {
    case 'shift':
    case 'drift':
    case 'event-effect':
      return ['change', finding.metric, finding.direction];
    case 'link':
      return ['pattern', finding.cause, finding.effect, finding.direction];
    case 'rule':
      return ['pattern', finding.cause, finding.effect, sense(finding)];
    case 'red-flag':
      return [finding.kind, finding.rule];
    case 'lab-link':
      return [finding.kind, finding.analyte, finding.metrics, finding.direction];
    case 'deviation':
    case 'chain':
    case 'discordance':
      return [finding.kind, finding.metrics, finding.direction];
  }
}

/** "Above it more" and "below it less" are one link, rising together. */
function sense({ comparator, effectDirection }: FindingOf<'rule'>): 'up' | 'down' {
  return (comparator === '>') === (effectDirection === 'up') ? 'up' : 'down';
}

/** Changes are told one by one; what makes up a pattern comes and goes within it. */
export function isChangeTopic(finding: Finding): boolean {
  return partsOf(finding)[0] === 'change';
}

/** That something is higher or lower than before, of whatever grade: where it is found, nobody may be told that nothing is. */
export function isOfLevel(finding: Finding): boolean {
  return isChangeTopic(finding) || finding.kind === 'deviation';
}

/** What is there on some days by its nature: that it is gone the next is no news. */
export function isPassing({ kind }: Finding): boolean {
  return kind === 'deviation' || kind === 'red-flag';
}

/** Numbers from too little data mislead; what is urgent is said all the same. */
export function speakablePoints(page: Page): readonly PagePoint[] {
  return page.coverage.sufficient ? page.points : page.points.filter(({ section }) => section === 'urgent');
}

/** The findings a point speaks of, the leading one first. */
export function claimedFindings(page: Page, { claims }: Pick<PagePoint, 'claims'>): Finding[] {
  return claims.flatMap((id) => page.findings.find((finding) => finding.id === id) ?? []);
}

/** What a point is about: it is known by this from one page to the next, whatever its words and numbers. */
export function topicsOfPoint(page: Page, point: Pick<PagePoint, 'claims'>): string[] {
  return [...new Set(claimedFindings(page, point).map(topicOf))];
}

/** All that a page knows, told or not for want of room, but for what is only a hint. */
export function standingTopics(page: Page): Set<string> {
  const claimed = new Set(page.points.flatMap(({ claims }) => claims));
  return new Set(page.findings.filter(({ id, grade }) => grade !== 'watch' || claimed.has(id)).map(topicOf));
}
