import type { Lab, Medication, Profile } from '../../domain/profile.ts';
import { addDays, type Day } from '../../shared/day.ts';
import { plantedPhrases, plantedStory } from './story.ts';

/** `profile.json` as the person's daughter would write it. */
export interface DemoProfile extends Required<Profile> {
  readonly timezone: string;
}

export function buildProfile(lastDay: Day): DemoProfile {
  const story = plantedStory(lastDay);
  const [, , , , , , tablets, allotment] = plantedPhrases;
  return {
    timezone: 'Europe/London',
    birthYear: 1956,
    country: 'GB',
    displayName: 'Joan Ellery',
    preparedBy: 'her daughter',
    conditions: [
      { name: 'Hypertension', since: '2011' },
      { name: 'Hypothyroidism', since: '2014' },
      { name: 'Osteoarthritis of the knee', since: '2019' },
    ],
    allergies: [{ name: 'Penicillin', reaction: 'Rash', since: '1983' }],
    medications: medications(lastDay),
    adherence: [],
    labs: labs(lastDay),
    appointments: [
      {
        ...story.appointment,
        time: '10:40',
        questions: [
          `Could ${tablets}?`,
          'Is it all right to walk up the hill to choir when I feel this tired?',
        ],
      },
    ],
    events: [
      {
        day: story.ringNotWorn.from,
        kind: 'travel',
        label: 'Long weekend in Northumberland, ring charger left at home',
      },
    ],
    cycle: [],
    notes: [
      {
        day: story.medication.day,
        author: 'daughter',
        text: 'Blood pressure was up at the nurse, dose doubled from today. Same time in the morning as before.',
      },
      { day: addDays(lastDay, -40), author: 'daughter', text: `Spare ring charger: ${allotment}.` },
    ],
    visits: [],
    goals: [
      {
        day: addDays(lastDay, -45),
        metric: 'sleepEfficiency',
        comparator: '>=',
        target: 88,
        by: addDays(lastDay, 45),
      },
    ],
  };
}

function medications(lastDay: Day): Medication[] {
  const { medication } = plantedStory(lastDay);
  return [
    {
      name: medication.name,
      events: [
        { day: addDays(lastDay, -940), action: 'start', dose: medication.from, time: '08:00' },
        { day: medication.day, action: 'dose', dose: medication.to, time: '08:00' },
      ],
    },
    {
      name: 'Levothyroxine',
      events: [
        { day: addDays(lastDay, -2300), action: 'start', dose: '50 micrograms', time: '07:00' },
        { day: addDays(lastDay, -610), action: 'dose', dose: '75 micrograms', time: '07:00' },
      ],
    },
    {
      name: 'Atorvastatin',
      events: [{ day: addDays(lastDay, -1480), action: 'start', dose: '20 mg', time: '21:00' }],
    },
  ];
}

function labs(lastDay: Day): Lab[] {
  const at = (daysBefore: number): Day => addDays(lastDay, -daysBefore);
  const tsh = { analyte: 'TSH', unit: 'mIU/L', low: 0.4, high: 4 };
  const potassium = { analyte: 'Potassium', unit: 'mmol/L', low: 3.5, high: 5.3 };
  const kidney = { analyte: 'eGFR', unit: 'mL/min/1.73m2', low: 60, high: null };
  return [
    { ...tsh, day: at(420), value: 3.6 },
    { ...tsh, day: at(236), value: 2.4 },
    { ...tsh, day: at(52), value: 2.9 },
    { ...potassium, day: at(236), value: 4.4 },
    { ...potassium, day: at(52), value: 4.6 },
    { ...kidney, day: at(236), value: 71 },
    { ...kidney, day: at(52), value: 69 },
    { analyte: 'Ferritin', unit: 'ng/mL', low: 15, high: 200, day: at(52), value: 58 },
  ];
}
