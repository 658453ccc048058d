export const roundStates = ['running', 'done', 'failed'] as const;
export type RoundState = (typeof roundStates)[number];

export interface RoundTable {
  id: string;
  person_id: string;
  /** What the round is for ("nightly:2026-03-20"): two rounds never share one. */
  slot: string;
  as_of: string;
  state: RoundState;
  created_at: string;
  finished_at: string | null;
  /** A public line, fit for the user. */
  reason: string | null;
}
