/**
 * Waves cos(pi k (t + 1/2) / n) over t = 0..n-1, the basis of the discrete cosine transform of type 2, by k. All angles are
 * multiples of pi / 2n, so one table of a full turn serves every wave. Ahmed, Natarajan & Rao (1974).
 */
export function cosineWaves(days: number): (k: number) => Float64Array {
  const turn = 4 * days;
  const table = new Float64Array(turn);
  for (let step = 0; step < turn; step++) table[step] = Math.cos((Math.PI * step) / (2 * days));
  return (k) => {
    const wave = new Float64Array(days);
    const stride = (2 * k) % turn;
    let angle = k % turn;
    for (let day = 0; day < days; day++) {
      wave[day] = table[angle] as number;
      angle += stride;
      if (angle >= turn) angle -= turn;
    }
    return wave;
  };
}
