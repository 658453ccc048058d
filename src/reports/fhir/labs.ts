import type { FindAnalyte } from '../../domain/knowledge.ts';
import { plainUnit } from '../../domain/lab-units.ts';
import { OWN_RECORD, OWN_RESULT } from '../../domain/own-record.ts';
import type { Lab } from '../../domain/profile.ts';
import { type Day, timeWithOffset } from '../../shared/day.ts';
import { observationCategory } from './cast.ts';
import {
  type Coding,
  coding,
  concept,
  type Element,
  type Entry,
  referenceTo,
  someOf,
  words,
} from './element.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { hl7, LOINC } from './systems.ts';
import { labUcum, quantity } from './units.ts';

export interface LabEntries {
  readonly results: readonly Entry[];
  /** One for each day of results. */
  readonly reports: readonly Entry[];
}

export function labEntries(scene: Scene, cast: Cast): LabEntries {
  const byDay = new Map<Day, Entry[]>();
  for (const [index, lab] of scene.dossier.profile.labs.entries()) {
    const result = resultOf(scene, cast, lab, index);
    const known = byDay.get(lab.day);
    if (known === undefined) byDay.set(lab.day, [result]);
    else known.push(result);
  }
  const days = [...byDay].sort(([left], [right]) => (left < right ? -1 : 1));
  return {
    results: days.flatMap(([, results]) => results),
    reports: days.map(([day, results]) => reportOf(scene, cast, day, results)),
  };
}

function resultOf(scene: Scene, cast: Cast, lab: Lab, index: number): Entry {
  const ucum = labUcum(lab.unit);
  return scene.entry(['lab', index], {
    resourceType: 'Observation',
    status: 'final',
    category: observationCategory('laboratory'),
    code: concept(lab.analyte, ...loincOf(scene.findAnalyte, lab), coding(OWN_RECORD, OWN_RESULT)),
    subject: subjectOf(cast),
    effectiveDateTime: lab.time === undefined ? lab.day : timeWithOffset(lab.day, lab.time, scene.timezone),
    valueQuantity: quantity({ value: lab.value, comparator: lab.comparator, unit: lab.unit, ucum }),
    referenceRange: rangeOf(lab, ucum),
  });
}

function rangeOf({ low, high, unit }: Lab, ucum: string | undefined): readonly Element[] | undefined {
  const bound = (value: number | null | undefined) =>
    typeof value === 'number' ? quantity({ value, unit, ucum }) : undefined;
  const range = { low: bound(low), high: bound(high) };
  return someOf(range.low === undefined && range.high === undefined ? [] : [range]);
}

/** A LOINC code is of one property: mass and amount of a substance have two, so the unit has to agree. */
function loincOf(findAnalyte: FindAnalyte, { analyte, unit }: Lab): Coding[] {
  const known = findAnalyte(analyte);
  if (known === undefined || !known.loinc) return [];
  const same = known.conversions.filter(({ factor, offset }) => factor === 1 && offset === undefined);
  const spellings = [known.unit, ...same.flatMap((one) => [one.unit, ...one.synonyms])];
  const told = plainUnit(unit);
  return spellings.some((spelling) => plainUnit(spelling) === told) ? [coding(LOINC, known.loinc)] : [];
}

function reportOf({ entry }: Scene, cast: Cast, day: Day, results: readonly Entry[]): Entry {
  return entry(['report', day], {
    resourceType: 'DiagnosticReport',
    status: 'final',
    category: [concept(undefined, coding(hl7('v2-0074'), 'LAB'))],
    code: concept('Laboratory results', coding(LOINC, '11502-2', 'Laboratory report')),
    subject: subjectOf(cast),
    effectiveDateTime: day,
    result: results.map(referenceTo),
  });
}

export function labLine({ day, analyte, comparator, value, unit, low, high }: Lab): string {
  const told = [low, high].map((bound) => (typeof bound === 'number' ? String(bound) : ''));
  const range = told.every((bound) => bound === '') ? '' : ` (range of the laboratory ${told.join('–')})`;
  return words(`${day}: ${analyte} ${comparator ?? ''}${value} ${unit}`.trimEnd() + range);
}
