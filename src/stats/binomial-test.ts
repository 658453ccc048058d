import { logChoose } from './log-choose.ts';

/** Slack for outcomes that are equally probable in theory but not in the last digit; the value R and scipy use. */
const SLACK = 1 + 1e-7;

/** Exact two-sided binomial p: all outcomes at most as probable as the one seen. */
export function binomialTest(k: number, n: number, probability: number): number {
  const chance = (outcome: number): number => {
    const successes = outcome === 0 ? 0 : outcome * Math.log(probability);
    const failures = outcome === n ? 0 : (n - outcome) * Math.log1p(-probability);
    return Math.exp(logChoose(n, outcome) + successes + failures);
  };
  const limit = chance(k) * SLACK;
  let p = 0;
  for (let outcome = 0; outcome <= n; outcome++) {
    const own = chance(outcome);
    if (own <= limit) p += own;
  }
  return Math.min(1, p);
}
