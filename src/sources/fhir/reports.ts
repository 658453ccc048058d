import { hasCode, readConcept } from './concept.ts';
import { dayAt, effectiveDay, type WrittenDay } from './dates.ts';
import type { Resource, Resources } from './resources.ts';
import { objectAt, objectsAt, textAt } from './values.ts';

/** What a report, or a panel, says of the results it lists. */
export interface ReportedResult {
  readonly report: Resource;
  readonly effective: WrittenDay | undefined;
  readonly issued: WrittenDay | undefined;
  readonly isWithdrawn: boolean;
  /** Undefined where the report does not say what it is of. */
  readonly isLaboratory: boolean | undefined;
}

const withdrawn = new Set(['entered-in-error', 'cancelled']);
/** Sections of a laboratory, in HL7's table 0074, and the word of the observation categories. */
const laboratory = new Set('laboratory LAB BG BLB CG CH CP GE HM IMM MB MCB MYC SP SR TX VR'.split(' '));

/** Of each listed observation, the first report that stands; a withdrawn one only where no other lists it. */
export function reportedResults(resources: Resources): Map<Resource, ReportedResult> {
  const reported = new Map<Resource, ReportedResult>();
  for (const report of resources.all) {
    const listed = report.type === 'DiagnosticReport' ? 'result' : 'hasMember';
    if (report.type !== 'DiagnosticReport' && report.type !== 'Observation') continue;
    for (const reference of objectsAt(report.body, listed)) {
      const result = resources.find(reference, report);
      if (result === undefined || result === report || result.type !== 'Observation') continue;
      const before = reported.get(result);
      if (before === undefined || before.isWithdrawn) reported.set(result, saidBy(report));
    }
  }
  return reported;
}

function saidBy(report: Resource): ReportedResult {
  const { body } = report;
  const category = [...objectsAt(body, 'category'), objectAt(body, 'category')].map(readConcept);
  const isCoded = category.some(({ codings }) => codings.length > 0);
  return {
    report,
    effective: effectiveDay(body),
    issued: dayAt(body, 'issued'),
    isWithdrawn: withdrawn.has(textAt(body, 'status') ?? ''),
    isLaboratory: isCoded ? category.some((one) => hasCode(one, laboratory)) : undefined,
  };
}
