import type { Meter } from '../shared/meter.ts';
import { type Model, partsOf } from './model.ts';
import { joinPurses, type Purse } from './purse.ts';

/** Counts what is paid for: the answers that could not be used as well. */
export function countedModel(model: Model, meter: Meter): Model {
  const { provider, name } = partsOf(model);
  const counting: Purse = {
    reserve: async () => undefined,
    async settle(_most, spent) {
      if (typeof spent === 'string') return;
      const { input, output, cachedInput, cost } = spent;
      meter.modelCalled(provider, name, {
        input,
        output,
        ...(cachedInput === undefined ? {} : { cachedInput }),
        ...(cost === undefined ? {} : { cost }),
      });
    },
  };
  return {
    ...model,
    generate: (request) => model.generate({ ...request, purse: joinPurses(request.purse, counting) }),
  };
}
