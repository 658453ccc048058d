/** A small seeded generator (sfc32): the same seed and name give the same numbers on every machine. */
export interface Random {
  uniform(): number;
  between(low: number, high: number): number;
  /** Both ends included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  normal(): number;
  /** Five degrees of freedom, variance 1: the odd far night that real sensors have. */
  heavy(): number;
  /** Log-normal, mean 0, variance 1. */
  skewed(): number;
}

const HEAVY_DEGREES = 5;
const SKEW = 0.6;

export function createRandom(seed: number, name: string): Random {
  const uniform = sfc32(hash(`${seed} ${name}`));
  const normal = (): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
  return {
    uniform,
    normal,
    between: (low, high) => low + (high - low) * uniform(),
    integer: (low, high) => low + Math.floor((high - low + 1) * uniform()),
    chance: (probability) => uniform() < probability,
    pick: (items) => items[Math.floor(uniform() * items.length)] ?? items[0],
    heavy: () => {
      let squares = 0;
      for (let degree = 0; degree < HEAVY_DEGREES; degree++) squares += normal() ** 2;
      return normal() / Math.sqrt(squares / (HEAVY_DEGREES - 2));
    },
    skewed: () => {
      const mean = Math.exp(SKEW ** 2 / 2);
      return (Math.exp(SKEW * normal()) - mean) / (mean * Math.sqrt(Math.exp(SKEW ** 2) - 1));
    },
  };
}

/** FNV-1a, four times over with different salt. */
function hash(text: string): [number, number, number, number] {
  const one = (salt: number): number => {
    let state = 0x811c9dc5 ^ salt;
    for (let index = 0; index < text.length; index++) {
      state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
    }
    return state >>> 0;
  };
  return [one(0), one(0x9e3779b9), one(0x7f4a7c15), one(0x2545f491)];
}

function sfc32([a, b, c, d]: [number, number, number, number]): () => number {
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first draws still show the seed.
  for (let draw = 0; draw < 15; draw++) next();
  return next;
}
