import type { JobQueue } from './runtime.ts';

/** What an operator asks of the queue: the same from the command line, the page and over HTTP. */
export type JobDesk = Pick<
  JobQueue,
  'overview' | 'list' | 'listDead' | 'getDead' | 'retryDead' | 'retryAllDead' | 'removeDead'
>;
