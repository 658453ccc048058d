export interface JobsPageModel {
  readonly now: Date;
  readonly queues: readonly QueueLine[];
  readonly schedules: { readonly count: number; readonly nextAt: string | undefined };
  readonly running: { readonly total: number; readonly rounds: readonly RunningLine[] };
  readonly dead: { readonly total: number; readonly jobs: readonly DeadLine[] };
  /** What nobody but a person can settle: a notice that may or may not have arrived, say. */
  readonly attention: readonly AttentionLine[];
  readonly board: 'there' | 'needs-password' | 'redis-only';
  /** What the last action came to. */
  readonly notice: string | undefined;
}

export interface QueueLine {
  readonly queue: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly blocked: number;
  readonly dead: number;
  readonly oldestMs: number;
}

export interface RunningLine {
  readonly roundId: string;
  readonly slug: string;
  readonly startedAt: string;
  /** The steps it is at. */
  readonly running: readonly { readonly title: string; readonly startedAt: string }[];
}

export interface DeadLine {
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly reason: string;
  readonly attempts: number;
  readonly since: string;
  /** Whom it was about, as far as they are still here. */
  readonly slug: string | undefined;
  readonly agent: string | undefined;
}

export interface AttentionLine {
  readonly line: string;
  readonly retryHref?: string;
}
