/** The database owns correctness: a step is claimed, finished and failed by conditional updates under its fence. */
export interface RoundStepTable {
  round_id: string;
  person_id: string;
  step: string;
  state: 'running' | 'done' | 'failed';
  fence: number;
  claimed_at: string;
  /** The last sign of life of whoever holds the claim. */
  heartbeat_at: string | null;
  finished_at: string | null;
  reason: string | null;
}
