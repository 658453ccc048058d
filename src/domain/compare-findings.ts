import type { Finding } from './finding.ts';

export interface FindingsChange {
  readonly added: readonly Finding[];
  readonly gone: readonly Finding[];
  readonly regraded: readonly { readonly finding: Finding; readonly before: Finding['grade'] }[];
}

/** What two looks mean by the same finding. Ids and days move along with the data; what it is about does not. */
export function subjectOf(finding: Finding): string {
  const event = finding.kind === 'event-effect' ? finding.event.id : '';
  return JSON.stringify([finding.kind, finding.metrics, finding.direction, event]);
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
