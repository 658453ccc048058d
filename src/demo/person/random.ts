/** Seeded chance: the same seed makes the same person, on every machine and every day. */
export interface Random {
  /** In [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  chance(probability: number): boolean;
  /** Whole number in [low, high]. */
  between(low: number, high: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** A stream of its own per label, so that drawing one thing more never shifts everything drawn after it. */
export function createRandom(seed: number, label: string): Random {
  const next = mulberry32(mixSeed(seed, label));
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    uniform: next,
    normal,
    chance: (probability) => next() < probability,
    between,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** FNV-1a over the label, started from the seed. */
function mixSeed(seed: number, label: string): number {
  let hash = (2_166_136_261 ^ Math.imul(seed, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < label.length; index += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(index), 16_777_619) >>> 0;
  }
  return hash;
}
