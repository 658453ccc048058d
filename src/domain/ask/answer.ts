import type { Day } from '../../shared/day.ts';
import type { RaisedFlag } from '../red-flags/raised-flag.ts';
import type { Query } from './query.ts';

/** One sentence of an answer and what it stands on: every number in it comes of these days of these metrics. */
export interface Sentence {
  readonly text: string;
  readonly metrics: readonly string[];
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  /** Days with a value. */
  readonly n?: number | undefined;
  readonly findings: readonly string[];
}

/** A red flag with what to do first: at once where it stands in the question, in the words of later where in the records. */
export interface AskedFlag extends RaisedFlag {
  readonly advice: string;
}

/** What these records cannot answer, however they are read. */
export const beyondKinds = ['treatment', 'diagnosis', 'judgement', 'cause', 'prediction'] as const;
export type Beyond = (typeof beyondKinds)[number];

export interface Answer {
  readonly schema: 'rounds.answer/1';
  readonly asOf: Day;
  readonly timezone: string;
  /** False: the question was not understood, and there are only suggestions. */
  readonly understood: boolean;
  /** First, wherever an answer is shown. */
  readonly flags: readonly AskedFlag[];
  readonly sentences: readonly Sentence[];
  readonly limits: readonly string[];
  /** Questions that would be understood. */
  readonly suggestions: readonly string[];
  readonly queries: readonly Query[];
  readonly reading: Reading;
}

/** Who chose the queries. The sentences are made by rule in any case. */
export interface Reading {
  readonly by: 'model' | 'pattern';
  /** The model that was asked, even where what it chose could not be used. */
  readonly model?: string | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly cost?: number | undefined;
}
