import type { Person } from '../../../db/stores/person-store.ts';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { storeCustomObservations } from '../../../src/jobs/record-custom-observations.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { checkIn } from '../stores/samples.ts';
import type { Store } from '../stores/stage.ts';

/** Nowhere else in the world, so that finding one of them means finding the record it stands in. */
export const marks = {
  medication: 'Zyxotropinol',
  dose: '7351 mg',
  condition: 'Morbus Quexwahn',
  clinician: 'Dr Pfnurzelmann',
  question: 'Is this my zorkle?',
  said: 'less snarglement in the evening',
  agreed: 'no more wubblecake after supper',
  note: 'dizzy on the gribble stairs',
  symptoms: 'tingling qwertz fingers',
  emergency: 'crushing chest pain under the vlork',
  tag: 'gloopwander after lunch',
  metric: 'flumpwatching',
  label: 'Minutes of flumpwatching',
  email: 'anna.the.marked@example.net',
} as const;

/** As they stand in the documents of the cloud. */
export const markedHrv = 61.7351;

const demo = generateDemoPerson({ lastDay: parseDay('2026-03-20'), seed: 1 });

/** The demo person's ring, with values and words in it that are known again. */
export function markedAccount(): CloudAccount {
  const { userId, ...held } = demo.oura;
  const documents = { ...held.documents };
  documents.sleep = (documents.sleep ?? []).map((night, index) =>
    index % 7 === 0 ? { ...night, average_hrv: markedHrv } : night,
  );
  documents.enhanced_tag = [
    {
      id: 'marked-tag',
      tag_type_code: 'tag_generic_other',
      start_time: '2026-03-18T12:00:00+00:00',
      start_day: '2026-03-18',
      comment: marks.tag,
    },
  ];
  return { id: userId, name: demo.name, ...held, documents };
}

/** What the person has entered. Returns the batch of observations that a job is to map. */
export async function enterMarked(store: Store, person: Person) {
  const appointment = { day: '2026-03-21', clinician: marks.clinician, questions: [marks.question] };
  const agreed = [{ day: '2026-03-01', what: marks.agreed, watch: ['deepSleep'] }];
  await store.profiles.upsert(person, [
    {
      kind: 'visit',
      value: { day: '2026-03-01', clinician: marks.clinician, said: marks.said, agreed, points: [] },
    },
    {
      kind: 'medication',
      value: { name: marks.medication, events: [{ day: '2026-02-01', action: 'start', dose: marks.dose }] },
    },
    { kind: 'condition', value: { name: marks.condition } },
    { kind: 'appointment', value: appointment },
    { kind: 'note', value: { day: '2026-03-18', author: '', text: marks.note } },
  ]);
  await store.checkIns.upsert(person, [
    checkIn('2026-03-19', { mood: 3, notes: marks.note, symptoms: marks.symptoms }),
    checkIn('2026-03-20', { symptoms: marks.emergency }),
  ]);
  await store.contacts.upsert(person, { email: marks.email });
  return storeCustomObservations(store, person, [
    {
      metric: { slug: marks.metric, label: marks.label, unit: 'min', aggregationHint: undefined },
      value: 47.123456789,
      occurredAt: '2026-03-19T12:00:00Z',
    },
  ]);
}
