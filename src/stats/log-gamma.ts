const HALF_LOG_TWO_PI = 0.9189385332046728;
const ASYMPTOTIC_FROM = 12;

/** ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi)/2] for x >= 12: the Stirling series, Abramowitz & Stegun 6.1.40. */
function stirlingRemainder(x: number): number {
  const inverse = 1 / x;
  const square = inverse * inverse;
  return (
    inverse *
    (1 / 12 -
      square *
        (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360))))))
  );
}

/** ln Gamma(x) for x > 0: small arguments are raised by the recurrence until the Stirling series is exact. */
export function logGamma(x: number): number {
  let argument = x;
  let product = 1;
  while (argument < ASYMPTOTIC_FROM) product *= argument++;
  const stirling = (argument - 0.5) * Math.log(argument) - argument + HALF_LOG_TWO_PI;
  return stirling + stirlingRemainder(argument) - Math.log(product);
}

/**
 * ln B(a, b). With a large argument the terms of ln Gamma(a) - ln Gamma(a + b) cancel before they are formed,
 * otherwise a million degrees of freedom would cost eight digits of the tail.
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < ASYMPTOTIC_FROM) return logGamma(a) + logGamma(b) - logGamma(a + b);
  const total = small + large;
  const remainder = stirlingRemainder(large) - stirlingRemainder(total);
  const ratio = (large - 0.5) * -Math.log1p(small / large);
  if (small < ASYMPTOTIC_FROM) return logGamma(small) + ratio - small * Math.log(total) + small + remainder;
  const smaller = small * Math.log(small / total) - 0.5 * Math.log(small);
  return HALF_LOG_TWO_PI + ratio + smaller + stirlingRemainder(small) + remainder;
}
