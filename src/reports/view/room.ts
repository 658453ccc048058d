/** How much of each part page one takes. What is cut stands on page two, and page one says so. */
export interface Room {
  readonly fresh: number;
  readonly patterns: number;
  readonly told: number;
  readonly unchangedMedicines: boolean;
  readonly questions: number;
  readonly rows: number;
  readonly changes: number;
  readonly reasons: number;
  readonly followUps: number;
  readonly goals: number;
  readonly limits: number;
  readonly scores: boolean;
  readonly legend: boolean;
  readonly changedMedicines: number;
  readonly missedDoses: boolean;
  readonly figure: boolean;
}

const whole: Room = {
  fresh: 3,
  patterns: 3,
  told: 3,
  unchangedMedicines: true,
  questions: Number.POSITIVE_INFINITY,
  rows: 5,
  changes: 5,
  reasons: 4,
  followUps: 3,
  goals: 2,
  limits: 2,
  scores: true,
  legend: true,
  changedMedicines: 4,
  missedDoses: true,
  figure: true,
};

/** What goes first, one step after the other. Red flags, the first change and its question are in no step. */
const steps: readonly Partial<Room>[] = [
  { fresh: 1 },
  { fresh: 0 },
  { patterns: 2 },
  { patterns: 1 },
  { told: 1 },
  { told: 0 },
  { limits: 1 },
  { unchangedMedicines: false },
  { questions: 4 },
  { questions: 3 },
  { rows: 4, changes: 4 },
  { reasons: 1 },
  { limits: 0 },
  { followUps: 1 },
  { rows: 3, changes: 3 },
  { goals: 1 },
  { missedDoses: false },
  { changes: 2 },
  { changedMedicines: 2 },
  { followUps: 0 },
  { reasons: 0 },
  { goals: 0 },
  // Their lanes in the figure have them as well.
  { changedMedicines: 0 },
  { legend: false },
  { questions: 2 },
  { scores: false },
  { questions: 1 },
  { changes: 1 },
  { rows: 2 },
  { patterns: 0 },
  { figure: false },
  { questions: 0 },
  { rows: 1 },
];

export function roomWith(cuts: Iterable<number>): Room {
  return Object.assign({}, whole, ...[...cuts].map((place) => steps[place]));
}

export const mostCuts = steps.length;
