import type { ModelAnswerStore } from '../../db/stores/model-answer-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import type { RoundCeiling, RoundUsageStore } from '../../db/stores/round-usage-store.ts';
import type { Speaker } from '../domain/agent-id.ts';
import { CeilingError, type Model } from '../llm/model.ts';
import { joinPurses, type Purse, type TokenUse } from '../llm/purse.ts';
import type { Meter } from '../shared/meter.ts';
import { rememberedModel } from './remembered-model.ts';

export interface RoundModelDependencies {
  readonly models: (speaker: Speaker) => Model | undefined;
  readonly modelAnswers: ModelAnswerStore;
  readonly roundUsages: RoundUsageStore;
  readonly roundLimit: RoundCeiling;
  readonly meter: Meter;
}

/**
 * The model of one speaker in one round: what it was asked before it does not pay for again, and what it asks anew is
 * paid for out of what the round may spend. Undefined: the narrator speaks.
 */
export function modelOfRound(
  dependencies: RoundModelDependencies,
  speaker: Speaker,
  person: Person,
  round: Pick<Round, 'id' | 'personId'>,
): Model | undefined {
  const model = dependencies.models(speaker);
  if (model === undefined) return undefined;
  const purse = roundPurse(dependencies, round);
  const paying: Model = {
    ...model,
    generate: (request) => model.generate({ ...request, purse: joinPurses(request.purse, purse) }),
  };
  return rememberedModel(paying, { ...dependencies, person });
}

/** One for all workers: it lies in the database. */
function roundPurse(
  { roundUsages, roundLimit }: Pick<RoundModelDependencies, 'roundUsages' | 'roundLimit'>,
  round: Pick<Round, 'id' | 'personId'>,
): Purse {
  const sumOf = ({ input, output, cost = 0 }: TokenUse) => ({ tokens: input + output, cost });
  return {
    async reserve(most) {
      if (!(await roundUsages.reserve(round, sumOf(most), roundLimit))) throw new CeilingError();
    },
    async settle(most, spent) {
      const {
        input,
        output,
        cost = 0,
      } = spent === 'nothing' ? { input: 0, output: 0 } : spent === 'unknown' ? most : spent;
      await roundUsages.settle(round.id, sumOf(most), { inputTokens: input, outputTokens: output, cost });
    },
  };
}
