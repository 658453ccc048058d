import type fc from 'fast-check';

/** One door of the program, inputs for it, and what has to hold for each of them. */
export interface Target {
  readonly name: string;
  readonly inputs: fc.Arbitrary<unknown>;
  /** Throws where it does not hold. */
  check(input: unknown): Promise<void>;
}

export function target<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void | Promise<void>,
): Target {
  return { name, inputs, check: async (input) => check(input as Input) };
}

/** The bytes in pieces, cut where the shares say. */
export async function* inPieces(bytes: Uint8Array, shares: readonly number[]): AsyncGenerator<Uint8Array> {
  let from = 0;
  for (const share of [...shares, 1].sort((left, right) => left - right)) {
    const to = Math.floor(share * bytes.length);
    yield bytes.subarray(from, to);
    from = to;
  }
}
