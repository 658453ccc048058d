import { addDays, type Day } from '../../shared/day.ts';

/**
 * What was planted, as data: the generator reads it to make the person, tests and benchmarks read it to ask
 * whether the analysis found it. Everything hangs on the last day; nothing here is tied to a date.
 */
export interface PlantedStory {
  readonly medication: {
    readonly name: string;
    readonly day: Day;
    readonly from: string;
    readonly to: string;
  };
  readonly shifts: readonly PlantedShift[];
  readonly chain: readonly PlantedEdge[];
  readonly rule: {
    readonly cause: 'sleepEfficiency';
    readonly comparator: '<';
    readonly threshold: number;
    readonly effect: 'hrv';
    readonly lag: number;
    readonly effectDirection: 'down';
    /** Share of the poor nights after which the next night's HRV lies under the person's own median. */
    readonly rate: readonly [low: number, high: number];
  };
  readonly ringNotWorn: { readonly from: Day; readonly to: Day };
  readonly appointment: { readonly day: Day; readonly clinician: string; readonly specialty: string };
  /** Words that stand in the check-ins and the profile and nowhere else: a sealed database must not contain them. */
  readonly phrases: readonly string[];
}

interface PlantedShift {
  readonly metric: 'deepSleep' | 'restingHeartRate';
  readonly direction: 'up' | 'down';
  readonly onset: Day;
  readonly before: number;
  readonly after: number;
}

interface PlantedEdge {
  readonly cause: string;
  readonly effect: string;
  readonly lag: number;
  readonly sign: 1 | -1;
}

export const plantedPhrases = [
  'the heron was back by the canal',
  'marmalade lid beat me again',
  'Rosalind rang before breakfast',
  'choir practice ran late at St Aldhelm',
  'my legs feel filled with wet sand',
  'a tickly cough like a feather duster',
  'the new tablets have anything to do with my nights',
  'allotment gate key under the blue pot',
] as const;

export function plantedStory(lastDay: Day): PlantedStory {
  const doseChange = addDays(lastDay, -21);
  const onset = addDays(doseChange, 4);
  return {
    medication: { name: 'Lisinopril', day: doseChange, from: '10 mg', to: '20 mg' },
    shifts: [
      { metric: 'deepSleep', direction: 'down', onset, before: 82, after: 47 },
      { metric: 'restingHeartRate', direction: 'up', onset, before: 59, after: 63 },
    ],
    chain: [
      { cause: 'sleepEfficiency', effect: 'hrv', lag: 1, sign: 1 },
      { cause: 'hrv', effect: 'fatigue', lag: 1, sign: -1 },
      { cause: 'fatigue', effect: 'steps', lag: 1, sign: -1 },
    ],
    rule: {
      cause: 'sleepEfficiency',
      comparator: '<',
      threshold: 78,
      effect: 'hrv',
      lag: 1,
      effectDirection: 'down',
      rate: [0.72, 1],
    },
    ringNotWorn: { from: addDays(lastDay, -75), to: addDays(lastDay, -73) },
    appointment: { day: addDays(lastDay, 6), clinician: 'Dr Imogen Farrow', specialty: 'cardiology' },
    phrases: plantedPhrases,
  };
}
