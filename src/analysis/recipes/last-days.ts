/** The last `days` entries of a series as numbers; the whole of a shorter one. */
export function lastDays(series: ArrayLike<number>, days: number): Float64Array {
  const whole = series instanceof Float64Array ? series : Float64Array.from(series);
  return whole.length > days ? whole.subarray(whole.length - days) : whole;
}
