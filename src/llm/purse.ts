/** Of a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Of input that the provider had kept; where it is not named, that of other input. */
  readonly cachedInput?: number | undefined;
}

export interface TokenUse {
  readonly input: number;
  readonly output: number;
  /** Of the input, what the provider had kept from an earlier call. */
  readonly cachedInput?: number | undefined;
  /** In the currency of the bill, where a price is named. */
  readonly cost?: number | undefined;
}

/** A call that was refused cost nothing; of one that was broken off nobody knows what it cost. */
export type Spent = TokenUse | 'nothing' | 'unknown';

export interface Purse {
  /** Before each call, with the most that it can take. Rejects with a CeilingError when that much is not left. */
  reserve(most: TokenUse): Promise<void>;
  settle(most: TokenUse, spent: Spent): Promise<void>;
}

/** Undefined where no price is named. */
export function costOf(use: Omit<TokenUse, 'cost'>, price: Price | undefined): number | undefined {
  if (price === undefined) return undefined;
  const { input, output, cachedInput = 0 } = use;
  const kept = cachedInput * (price.cachedInput ?? price.input);
  return ((input - cachedInput) * price.input + kept + output * price.output) / 1_000_000;
}

export function addUse(left: TokenUse, right: TokenUse): TokenUse {
  return {
    input: left.input + right.input,
    output: left.output + right.output,
    ...sumOf('cachedInput', left, right),
    ...sumOf('cost', left, right),
  };
}

function sumOf(part: 'cachedInput' | 'cost', left: TokenUse, right: TokenUse): Partial<TokenUse> {
  if (left[part] === undefined && right[part] === undefined) return {};
  return { [part]: (left[part] ?? 0) + (right[part] ?? 0) };
}

export const noUse: TokenUse = { input: 0, output: 0 };

/** Both are asked and both are told. */
export function joinPurses(first: Purse | undefined, second: Purse | undefined): Purse | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return {
    async reserve(most) {
      await first.reserve(most);
      try {
        await second.reserve(most);
      } catch (error) {
        await first.settle(most, 'nothing');
        throw error;
      }
    },
    async settle(most, spent) {
      await Promise.all([first.settle(most, spent), second.settle(most, spent)]);
    },
  };
}

/** Keeps count of what is spent through it. */
export function tallyPurse(): Purse & { spent(): TokenUse } {
  let sum = noUse;
  return {
    reserve: async () => undefined,
    async settle(most, spent) {
      if (spent === 'nothing') return;
      sum = addUse(sum, spent === 'unknown' ? most : spent);
    },
    spent: () => sum,
  };
}
