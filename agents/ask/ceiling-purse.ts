import { CeilingError } from '../../src/llm/model.ts';
import type { Purse } from '../../src/llm/purse.ts';

/** Out of which no more tokens are spent than this, whoever asks how often. */
export function ceilingPurse(mostTokens: number): Purse {
  let taken = 0;
  return {
    async reserve({ input, output }) {
      if (taken + input + output > mostTokens) throw new CeilingError();
      taken += input + output;
    },
    async settle(most, spent) {
      if (spent === 'unknown') return;
      const { input, output } = spent === 'nothing' ? { input: 0, output: 0 } : spent;
      taken += input + output - most.input - most.output;
    },
  };
}
