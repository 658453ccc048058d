import type { Meter } from '../shared/meter.ts';
import { costOf, type Model, partsOf } from './model.ts';

/** Counts what is paid for. */
export function countedModel(model: Model, meter: Meter): Model {
  const { provider, name } = partsOf(model);
  return {
    ...model,
    async generate(request) {
      const answer = await model.generate(request);
      const { inputTokens: input, outputTokens: output } = answer;
      const cost = costOf({ input, output }, model.price);
      meter.modelCalled(provider, name, { input, output, ...(cost === undefined ? {} : { cost }) });
      return answer;
    },
  };
}
