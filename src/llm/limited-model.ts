import { RoundsError } from '../shared/errors.ts';
import type { Model } from './model.ts';

/** The place of a call in the line that all workers stand in. */
export interface CallTurn {
  /** Resolves when this call may go; rejects with a TransientError when that would take too long. */
  turn(signal: AbortSignal | undefined): Promise<void>;
  onTooMany(pauseMs: number): Promise<void>;
}

/** A provider that asks to slow down is left in peace by every worker, not only by the one it told. */
export function limitedModel(model: Model, { turn, onTooMany }: CallTurn): Model {
  return {
    ...model,
    async generate(request) {
      await turn(request.signal);
      try {
        return await model.generate(request);
      } catch (error) {
        if (error instanceof RoundsError && error.code === 'rate-limited' && error.retryAfterMs !== undefined)
          await onTooMany(error.retryAfterMs);
        throw error;
      }
    },
  };
}
