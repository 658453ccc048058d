import type { Finding } from './finding.ts';
import { topicOf } from './topic.ts';

export interface FindingsChange {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly regraded: readonly { readonly finding: Finding; readonly before: Finding['grade'] }[];
}

/** The same kind of thing said of the same topic: ids and days move along with the data. */
function subjectOf(finding: Finding): string {
  return `${finding.kind} ${topicOf(finding)}`;
}

export function compareFindings(before: readonly Finding[], after: readonly Finding[]): FindingsChange {
  const known = new Map(before.map((finding) => [subjectOf(finding), finding]));
  const seen = new Set(after.map(subjectOf));
  return {
    added: after.filter((finding) => !known.has(subjectOf(finding))),
    gone: before.filter((finding) => !seen.has(subjectOf(finding))),
    regraded: after.flatMap((finding) => {
      const grade = known.get(subjectOf(finding))?.grade;
      return grade === undefined || grade === finding.grade ? [] : [{ finding, before: grade }];
    }),
  };
}
