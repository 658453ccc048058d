import { type DailyRow, dailyRows } from '../data/daily-rows.ts';
import { observationCategory } from './cast.ts';
import { concept, type Element, type Entry, referenceTo } from './element.ts';
import { categoryOf, codeOfMetric, loincCoding, methodOfMetric } from './metric-codes.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { quantity, ucumOf } from './units.ts';

/** A row and the observation it stands in; the two of a blood pressure stand in one. */
export interface DailyObservation {
  readonly rows: readonly DailyRow[];
  readonly entry: Entry;
}

export function dailyObservations(scene: Scene, cast: Cast): DailyObservation[] {
  const observations: DailyObservation[] = [];
  let systolic: DailyRow | undefined;
  for (const row of dailyRows(scene.dossier)) {
    const isPair =
      row.metric.slug === 'diastolicPressure' && systolic?.day === row.day && systolic.source === row.source;
    if (isPair && systolic !== undefined) {
      observations.pop();
      observations.push(pressure(scene, cast, systolic, row));
    } else observations.push(single(scene, cast, row));
    systolic = row.metric.slug === 'systolicPressure' ? row : undefined;
  }
  return observations;
}

function single(scene: Scene, cast: Cast, row: DailyRow): DailyObservation {
  const entry = scene.entry(['daily', row.metric.slug, row.day], {
    ...commonOf(cast, row, codeOfMetric(row.metric)),
    valueQuantity: amountOf(row),
    method: methodOfMetric(row.metric),
    ...measuredBy(cast, row),
  });
  return { rows: [row], entry };
}

function pressure(scene: Scene, cast: Cast, systolic: DailyRow, diastolic: DailyRow): DailyObservation {
  const rows = [systolic, diastolic];
  const entry = scene.entry(['daily', 'blood-pressure', systolic.day], {
    ...commonOf(cast, systolic, concept('blood pressure', loincCoding('85354-9'))),
    ...measuredBy(cast, systolic),
    component: rows.map((row) => ({ code: codeOfMetric(row.metric), valueQuantity: amountOf(row) })),
  });
  return { rows, entry };
}

function commonOf(cast: Cast, { metric, day }: DailyRow, code: Element) {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: observationCategory(categoryOf(metric)),
    code,
    subject: subjectOf(cast),
    effectiveDateTime: day,
  };
}

function amountOf({ metric, value }: DailyRow): Element {
  return quantity({ value, unit: metric.unit, ucum: ucumOf(metric) });
}

function measuredBy(cast: Cast, { source }: DailyRow): Element {
  switch (source) {
    case 'ring':
      return { device: referenceTo(cast.ring) };
    case 'apple-health':
      return { device: referenceTo(cast.otherDevice) };
    case 'caregiver':
      return { performer: [referenceTo(cast.caregiver)] };
    case 'self':
    case 'own series':
      return { performer: [referenceTo(cast.patient)] };
  }
}
