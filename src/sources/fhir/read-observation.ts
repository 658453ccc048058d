import { type Lab, labSchema } from '../../domain/profile.ts';
import { describeIssues } from '../files/issue.ts';
import { type Analytes, nameAnalyte } from './analyte-name.ts';
import { type Concept, hasCode, readConcept, wordsOf } from './concept.ts';
import { dayAt, effectiveDay } from './dates.ts';
import type { Fault, ReadResource } from './read-resource.ts';
import type { ReportedResult } from './reports.ts';
import type { Resource, Resources } from './resources.ts';
import { readReferenceRange, readValue } from './result-value.ts';
import { hasValueAt, type Json, objectAt, objectsAt, textAt } from './values.ts';

const NOTHING: ReadResource = { entries: [], faults: [] };
const withdrawn = new Set(['entered-in-error', 'cancelled']);
/** Vital signs by their LOINC codes, for those who leave the category out. */
const vitalSigns = new Set(
  '8867-4 29463-7 3141-9 8302-2 39156-5 85353-1 85354-9 8480-6 8462-4 8478-0 8310-5 9279-1 2708-6 59408-5 9843-4'.split(
    ' ',
  ),
);
const laboratory = new Set(['laboratory', 'LAB']);

export interface ObservationContext {
  readonly analytes: Analytes;
  readonly resources: Resources;
  readonly reported: ReadonlyMap<Resource, ReportedResult>;
}

/** The results of a laboratory observation: its own, and those of its components under their own names. */
export function readObservation(observation: Resource, context: ObservationContext): ReadResource {
  const { body } = observation;
  const reported = context.reported.get(observation);
  if (withdrawn.has(textAt(body, 'status') ?? '') || reported?.isWithdrawn === true) return NOTHING;
  const isLaboratory = isOfLaboratory(body, reported);
  if (isLaboratory === false) return NOTHING;
  const scene = {
    analytes: context.analytes,
    isLaboratory: isLaboratory === true,
    specimen: specimenOf(observation, context.resources),
  };
  const own = readPart(body, '', scene);
  const parts = objectsAt(body, 'component').map((part, index) =>
    readPart(part, `component[${index}].`, scene),
  );
  const read = [own, ...parts].filter((part) => part !== undefined);
  const results = read.flatMap((part) => ('faults' in part ? [] : [part]));
  const faults = read.flatMap((part) => ('faults' in part ? part.faults : []));
  if (results.length === 0) return { entries: [], faults };
  const day = effectiveDay(body) ?? reported?.effective ?? dayAt(body, 'issued') ?? reported?.issued;
  if (day === undefined)
    return { entries: [], faults: [{ field: 'effectiveDateTime', reason: 'is missing' }] };
  if ('reason' in day) return { entries: [], faults: [day] };
  return { entries: results.map((result) => ({ kind: 'lab', value: { ...day, ...result } })), faults };
}

/** Undefined where neither the observation nor its report says what it is of: then its numbers have to speak for it. */
function isOfLaboratory(body: Json, reported: ReportedResult | undefined): boolean | undefined {
  if (hasCode(readConcept(objectAt(body, 'code')), vitalSigns)) return false;
  const categories = objectsAt(body, 'category').map(readConcept);
  if (categories.some(({ codings }) => codings.length > 0)) {
    return categories.some((category) => hasCode(category, laboratory));
  }
  return reported?.isLaboratory;
}

interface Scene {
  readonly analytes: Analytes;
  readonly isLaboratory: boolean;
  readonly specimen: string;
}

const resultSchema = labSchema.omit({ day: true });

function readPart(
  part: Json,
  place: string,
  { analytes, isLaboratory, specimen }: Scene,
): Omit<Lab, 'day'> | { readonly faults: readonly Fault[] } | undefined {
  const result = readValue(part);
  if (result === undefined) return undefined;
  const analyte = nameAnalyte(readConcept(objectAt(part, 'code')), specimen, analytes);
  const isKnown = analyte !== undefined && analytes.find(analyte) !== undefined;
  const fault = (field: string, reason: string) => ({ faults: [{ field: place + field, reason }] });
  // A measured quantity of no category is taken for a result; a count or a word may be an answer of any kind.
  const isCertain = isLaboratory || isKnown;
  if (!isCertain && (analyte === undefined || !hasValueAt(part, 'valueQuantity'))) return undefined;
  if ('reason' in result) return isCertain ? fault(result.field, result.reason) : undefined;
  if (analyte === undefined) return fault('code', 'has neither text nor a name');
  const parsed = resultSchema.safeParse({ analyte, ...result, ...readReferenceRange(part, result) });
  return parsed.success ? parsed.data : { faults: describeIssues(parsed.error, place.replace(/\.$/, '')) };
}

function specimenOf(observation: Resource, resources: Resources): string {
  const reference = objectAt(observation.body, 'specimen');
  const specimen = resources.find(reference, observation);
  const type: Concept | undefined = specimen && readConcept(objectAt(specimen.body, 'type'));
  return [reference && textAt(reference, 'display'), type && wordsOf(type)]
    .filter((words) => words !== undefined)
    .join('; ');
}
