/** What the running program counts. Kinds, outcomes and names of the program's own; nothing of anybody. */
export interface Meter {
  /** `kind` is how the round came about: nightly, demand, appointment and so on. */
  roundEnded(kind: string, outcome: 'done' | 'failed', seconds: number): void;
  /** `step` as the database names it: "sync", "consult:sleep". */
  stepEnded(step: string, outcome: 'done' | 'failed', seconds: number): void;
  jobEnded(job: string, outcome: JobOutcome, seconds: number): void;
  modelCalled(provider: string, model: string, use: ModelUse): void;
  /** An answer that was paid for before. */
  modelRemembered(provider: string, model: string): void;
  /** Sentences that a check did not let through: mended by the model itself, or replaced. */
  sentencesRejected(agent: string, outcome: 'mended' | 'replaced', count: number): void;
}

export type JobOutcome = 'done' | 'transient' | 'permanent' | 'bug' | 'put-off';

export interface ModelUse {
  /** Tokens. */
  readonly input: number;
  readonly output: number;
  /** Of the input, what the provider had kept from an earlier call. */
  readonly cachedInput?: number;
  /** In the currency of the bill, where prices are named. */
  readonly cost?: number;
}

/** Where nobody asks. */
export const silentMeter: Meter = {
  roundEnded: () => undefined,
  stepEnded: () => undefined,
  jobEnded: () => undefined,
  modelCalled: () => undefined,
  modelRemembered: () => undefined,
  sentencesRejected: () => undefined,
};
