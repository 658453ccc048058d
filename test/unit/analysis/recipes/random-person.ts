/** Mulberry32: a small seeded generator, so that a failing test fails again. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal numbers by Box and Muller. */
export function gaussians(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export type PersonShape = { readonly metrics: number; readonly days: number; readonly missing: number };

/** Independent series with memory, an offset, rounding and missing days: nothing in them is linked. */
export function randomPerson({ metrics, days, missing }: PersonShape, seed: number): Float64Array[] {
  const normal = gaussians(seed);
  const uniform = uniforms(seed + 1);
  return Array.from({ length: metrics }, (_, metric) => {
    const phi = 0.2 + 0.5 * uniform();
    let level = 0;
    return Float64Array.from({ length: days }, () => {
      level = phi * level + normal();
      const value = metric % 3 === 0 ? Math.round(level * 3) : 50 + 10 * level;
      return uniform() < missing ? Number.NaN : value;
    });
  });
}
