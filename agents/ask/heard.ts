import type { Beyond } from '../../src/domain/ask/answer.ts';
import type { Period, Query } from '../../src/domain/ask/query.ts';
import type { AskedContext } from './asked-context.ts';

/** One question, with its metrics and its periods heard. */
export interface HeardQuestion {
  readonly text: string;
  /** Without the names of metrics and the words of periods. */
  readonly rest: string;
  readonly metrics: readonly string[];
  readonly periods: readonly Period[];
  readonly beyond: Beyond | undefined;
  readonly context: AskedContext;
}

/** Undefined: this reader does not know such questions. */
export type ReadQueries = (heard: HeardQuestion) => Query[] | undefined;

export function lastDays(days: number): Period {
  return { kind: 'last', days };
}
