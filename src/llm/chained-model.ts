import { RoundsError } from '../shared/errors.ts';
import type { Model } from './model.ts';

/**
 * Asks one after the other until one answers. Whatever stopped the first (away, overloaded, a refused key, no credit,
 * a refusal, no usable shape) the next need not share. What is thrown when none answers: whether waiting can help.
 */
export function chainedModel(models: readonly [Model, ...Model[]]): Model {
  return {
    id: models.map(({ id }) => id).join('|'),
    async generate(request) {
      const failures: RoundsError[] = [];
      for (const model of models) {
        try {
          return await model.generate(request);
        } catch (error) {
          if (!(error instanceof RoundsError) || request.signal?.aborted) throw error;
          failures.push(error);
        }
      }
      throw mostHopeful(failures);
    },
  };
}

/** The one that asks for the shortest wait; where none can be waited out, the last. */
function mostHopeful(failures: readonly RoundsError[]): RoundsError | undefined {
  const [soonest] = failures
    .filter(({ retryable }) => retryable)
    .sort((left, right) => (left.retryAfterMs ?? 0) - (right.retryAfterMs ?? 0));
  return soonest ?? failures.at(-1);
}
