import type { ModelAnswerStore } from '../../db/stores/model-answer-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { type Model, partsOf } from '../llm/model.ts';
import { canonicalJson } from '../shared/json.ts';
import type { Meter } from '../shared/meter.ts';

interface RememberingDependencies {
  readonly modelAnswers: ModelAnswerStore;
  readonly person: Person;
  readonly meter: Meter;
}

/**
 * A model that is asked the same thing twice answers once. What is the same is told by content (model, prompt, packet,
 * shape), so a job that is run again after its worker was killed pays for nothing it had already.
 */
export function rememberedModel(
  model: Model,
  { modelAnswers, person, meter }: RememberingDependencies,
): Model {
  return {
    ...model,
    async generate(request) {
      const { system, input, schemaName, maxOutputTokens } = request;
      const key = person.vault.digest(
        canonicalJson(['model answer', model.id, system, input, schemaName, maxOutputTokens]),
      );
      const kept = await modelAnswers.find(person, key);
      // Another version of the program may have asked for another shape under the same name.
      const parsed = kept && request.schema.safeParse(kept.value);
      if (kept !== undefined && parsed?.success) {
        const { provider, name } = partsOf({ id: kept.model ?? model.id });
        meter.modelRemembered(provider, name);
        return { ...kept, value: parsed.data };
      }
      const answer = await model.generate(request);
      await modelAnswers.keep(person, key, answer);
      return answer;
    },
  };
}
