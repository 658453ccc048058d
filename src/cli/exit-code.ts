import { type ErrorCode, RoundsError } from '../shared/errors.ts';

/** A written contract: scripts may rely on these numbers. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  notFound: 3,
  wrongKey: 4,
  busy: 5,
} as const;

const byCode: Partial<Record<ErrorCode, number>> = {
  'invalid-config': exitCodes.usage,
  'not-found': exitCodes.notFound,
  'wrong-key': exitCodes.wrongKey,
  locked: exitCodes.busy,
  'port-in-use': exitCodes.busy,
  unavailable: exitCodes.busy,
};

export function exitCodeOf(error: unknown): number {
  return (error instanceof RoundsError ? byCode[error.code] : undefined) ?? exitCodes.refused;
}
