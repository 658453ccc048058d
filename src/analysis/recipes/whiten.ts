const MINIMUM_VALUES = 10;
const LONGEST_GAP = 7;

/**
 * First-order autocorrelation over days whose day before is observed as well, with the small-sample correction
 * (1 + 3 phi) / pairs, kept within [-0.5, 0.95]. Zero when there is too little to tell.
 */
export function firstOrderPhi(residuals: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (let day = 0; day < residuals.length; day++) {
    const value = residuals[day] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  const mean = sum / n;
  let product = 0;
  let later = 0;
  let earlier = 0;
  let pairs = 0;
  for (let day = 1; day < residuals.length; day++) {
    const today = (residuals[day] as number) - mean;
    const yesterday = (residuals[day - 1] as number) - mean;
    const both = today * yesterday;
    if (Number.isNaN(both)) continue;
    product += both;
    later += today * today;
    earlier += yesterday * yesterday;
    pairs++;
  }
  const scale = Math.sqrt(later * earlier);
  if (n < MINIMUM_VALUES || pairs < MINIMUM_VALUES || !(scale > 0)) return 0;
  const phi = product / scale;
  return Math.min(0.95, Math.max(-0.5, phi + (1 + 3 * phi) / pairs));
}

/**
 * Innovations: what a day adds to what the last observed day, d days ago, foretold (phi^d), at equal variance. No night is
 * lost to a gap; the first one and any after more than a week's gap stand for themselves. Prewhitening after Cochrane &
 * Orcutt (1949), JASA 44.
 */
export function whiten(residuals: Float64Array, phi: number): Float64Array {
  const innovations = new Float64Array(residuals.length).fill(Number.NaN);
  let last = -1;
  for (let day = 0; day < residuals.length; day++) {
    const value = residuals[day] as number;
    if (Number.isNaN(value)) continue;
    const gap = day - last;
    if (last >= 0 && gap <= LONGEST_GAP) {
      const memory = gap === 1 ? phi : phi ** gap;
      innovations[day] = (value - memory * (residuals[last] as number)) / Math.sqrt(1 - memory * memory);
    } else {
      innovations[day] = value;
    }
    last = day;
  }
  return innovations;
}
