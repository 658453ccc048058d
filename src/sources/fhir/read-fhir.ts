import { analyteFinder, type Knowledge } from '../../domain/knowledge.ts';
import type { Medication } from '../../domain/profile.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { canonicalJson } from '../../shared/json.ts';
import type { ProfileEntry } from '../files/read-profile.ts';
import { joinStretches } from './own-medications.ts';
import { byName, mergeMedications, readMedication } from './read-medications.ts';
import { type ObservationContext, readObservation } from './read-observation.ts';
import { readAllergy, readCondition } from './read-problems.ts';
import type { ReadResource } from './read-resource.ts';
import { reportedResults } from './reports.ts';
import { collectResources, nameOfRecord, type Resource, type Resources } from './resources.ts';
import { type Json, objectAt, textAt } from './values.ts';

export interface ReadFhir {
  readonly entries: ProfileEntry[];
  readonly refusals: Refusal[];
  /** Resources that hold nothing for a profile: people, encounters, vital signs, what was withdrawn. */
  readonly leftAlone: number;
}

/**
 * FHIR R4: a Bundle of any type, or one resource. Laboratory results, medicines, conditions and allergies become
 * entries; whatever else there is, is counted. Results keep the unit they came in.
 */
export function readFhir(file: string, resource: Json, knowledge: Knowledge): ReadFhir {
  const resources = collectResources(resource);
  if (countPeople(resources) > 1) {
    const reason = 'holds the records of several people; import one person’s';
    return { entries: [], refusals: [{ file, record: 'file', field: '', reason }], leftAlone: 0 };
  }
  const byLoinc = new Map(
    knowledge.labs.flatMap((analyte) => (analyte.loinc ? [[analyte.loinc, analyte] as const] : [])),
  );
  const context = {
    analytes: { byLoinc, find: analyteFinder(knowledge) },
    resources,
    reported: reportedResults(resources),
  };
  const entries: ProfileEntry[] = [];
  const stretches: ProfileEntry[] = [];
  const refusals: Refusal[] = [];
  const used = new Set<Resource>();
  for (const one of resources.all) {
    const read = readResource(one, context);
    for (const entry of read.entries) (read.isOwnStretch === true ? stretches : entries).push(entry);
    for (const { field, reason } of read.faults) {
      refusals.push({ file, record: nameOfRecord(one), field, reason });
    }
    if (read.entries.length + read.faults.length === 0) continue;
    used.add(one);
    const report = context.reported.get(one)?.report;
    if (report !== undefined) used.add(report);
  }
  return { entries: tidied(entries, stretches), refusals, leftAlone: resources.all.length - used.size };
}

function readResource(resource: Resource, context: ObservationContext): ReadResource {
  switch (resource.type) {
    case 'Observation':
      return readObservation(resource, context);
    case 'MedicationStatement':
    case 'MedicationRequest':
      return readMedication(resource, context.resources);
    case 'Condition':
      return readCondition(resource);
    case 'AllergyIntolerance':
      return readAllergy(resource);
    default:
      return { entries: [], faults: [] };
  }
}

/** How many patients the resources are about, as far as that can be told apart. */
function countPeople({ all, find }: Resources): number {
  const people = new Set<unknown>();
  for (const one of all) {
    const reference = objectAt(one.body, 'subject') ?? objectAt(one.body, 'patient');
    const written = (reference && textAt(reference, 'reference')) ?? '';
    // A patient who is contained is written out anew in every resource.
    if (written.startsWith('#')) continue;
    const found = find(reference, one);
    if (found?.type === 'Patient') people.add(found);
    const named = /(?:^|\/)(Patient\/[^/]+)/.exec(written)?.[1];
    if (found === undefined && named !== undefined) people.add(named);
  }
  return people.size;
}

/** Each medicine once, and of results and problems that are told twice word for word one. */
function tidied(entries: readonly ProfileEntry[], stretches: readonly ProfileEntry[]): ProfileEntry[] {
  const own = byName(medicationsOf(stretches)).flatMap((same) => joinStretches(same) ?? same);
  const medications = mergeMedications([...own, ...medicationsOf(entries)]);
  const others = entries.filter(({ kind }) => kind !== 'medication');
  const distinct = new Map(others.map((entry) => [canonicalJson(entry), entry]));
  return [...medications.map((value): ProfileEntry => ({ kind: 'medication', value })), ...distinct.values()];
}

function medicationsOf(entries: readonly ProfileEntry[]): Medication[] {
  return entries.flatMap((entry) => (entry.kind === 'medication' ? [entry.value] : []));
}
