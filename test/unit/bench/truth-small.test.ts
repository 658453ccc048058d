import { beforeAll, describe, expect, it } from 'vitest';
import { claimKinds } from '../../../bench/truth/null-table.ts';
import { isFalse, type Outcome, runTask } from '../../../bench/truth/outcome.ts';
import { runRobustness } from '../../../bench/truth/robustness.ts';

/**
 * The scoreboard at a size that every change can afford, on fixed seeds. The bounds are on counts: of a rate that may
 * be p on n persons, at most n p + 2.5 √(n p (1 − p)) (false claims), and of what `npm run bench:truth` measured over
 * 250 persons, at least n p − 2 √(n p (1 − p)) (recall). An engine that errs twice as often, or finds a third less,
 * breaks them; luck does not, as the seeds are fixed. When the engine improves, raise the recall bounds with it.
 */
const SEED = 5000;

function runMany(scenario: string, days: number, persons: number): Outcome[] {
  return Array.from({ length: persons }, (_, index) => runTask({ scenario, days, seed: SEED + index }));
}

function mostFalse(persons: number, rate: number): number {
  return Math.floor(persons * rate + 2.5 * Math.sqrt(persons * rate * (1 - rate)));
}

function fewestFound(persons: number, rate: number): number {
  return Math.ceil(persons * rate - 2 * Math.sqrt(persons * rate * (1 - rate)));
}

describe('null persons', () => {
  const PERSONS = 25;
  let outcomes: Outcome[] = [];
  beforeAll(() => {
    outcomes = ['autocorrelated', 'weekday'].flatMap((scenario) =>
      [180, 365].flatMap((days) => runMany(scenario, days, PERSONS)),
    );
  });
  const withFalse = (test: (kind: string, grade: string) => boolean): number =>
    outcomes.filter(({ claims }) => claims.some((claim) => isFalse(claim) && test(claim.kind, claim.grade)))
      .length;

  it.each(claimKinds)('claim a %s on at most 5 %', (kind) => {
    expect(withFalse((one) => one === kind)).toBeLessThanOrEqual(mostFalse(outcomes.length, 0.05));
  });

  it('claim anything on at most 12 %', () => {
    expect(withFalse(() => true)).toBeLessThanOrEqual(mostFalse(outcomes.length, 0.12));
  });

  it('claim hardly anything as replicated', () => {
    expect(withFalse((_, grade) => grade === 'replicated')).toBeLessThanOrEqual(
      mostFalse(outcomes.length, 0.02),
    );
  });
});

describe('what is planted is found', () => {
  const PERSONS = 12;
  /** What the full bench measured, over both noises. */
  const measured = [
    { scenario: 'chain', days: 180, label: 'all links', rate: 0.99 },
    { scenario: 'chain', days: 180, label: 'chain told', rate: 0.99 },
    { scenario: 'story', days: 180, label: 'threshold', rate: 0.93 },
    { scenario: 'threshold', days: 365, label: 'threshold', rate: 0.9 },
    { scenario: 'fall', days: 180, label: 'fall of deep sleep', rate: 0.91 },
    { scenario: 'fall', days: 180, label: 'rise of heart rate', rate: 0.75 },
    { scenario: 'improvement', days: 180, label: 'improvement', rate: 0.65 },
    { scenario: 'decline', days: 180, label: 'decline', rate: 0.55 },
    { scenario: 'fever', days: 120, label: 'fever by the second night', rate: 0.98 },
    { scenario: 'link-0.5', days: 365, label: 'link', rate: 0.98 },
  ];
  const known = new Map<string, Outcome[]>();
  const outcomesOf = (scenario: string, days: number): Outcome[] => {
    const key = `${scenario} ${days}`;
    const outcomes =
      known.get(key) ??
      ['plain', 'moderate'].flatMap((noise) => runMany(`${scenario}/${noise}`, days, PERSONS));
    known.set(key, outcomes);
    return outcomes;
  };

  it.each(measured)('$scenario: $label over $days days', ({ scenario, days, label, rate }) => {
    const recalled = outcomesOf(scenario, days).flatMap((outcome) =>
      outcome.recalled.filter((one) => one.label === label),
    );
    expect(recalled).toHaveLength(2 * PERSONS);
    expect(recalled.filter(({ found }) => found).length).toBeGreaterThanOrEqual(
      fewestFound(recalled.length, rate),
    );
  });

  it('puts the cut of a rule within 2.5 points and the onset of a fall within 3 days', () => {
    const cuts = outcomesOf('story', 180).flatMap(({ recalled }) =>
      recalled.flatMap(({ cutError }) => cutError ?? []),
    );
    expect(cuts.filter((error) => Math.abs(error) <= 2.5).length / cuts.length).toBeGreaterThanOrEqual(0.7);
    const onsets = outcomesOf('fall', 180).flatMap(({ recalled }) =>
      recalled.flatMap(({ label, onsetError }) => (label.startsWith('fall') ? (onsetError ?? []) : [])),
    );
    expect(onsets.filter((error) => Math.abs(error) <= 3).length / onsets.length).toBeGreaterThanOrEqual(0.8);
  });

  it('tells no chain where one hidden cause moves all', () => {
    const outcomes = outcomesOf('common-cause', 365);
    const chains = outcomes.filter(({ claims }) => claims.some(({ kind }) => kind === 'chain'));
    expect(chains.length).toBeLessThanOrEqual(mostFalse(outcomes.length, 0.02));
  });
});

describe('strange data', () => {
  it.each(runRobustness([1]))('$name: no crash, no NaN, honest coverage, no flood', ({ problems }) => {
    expect(problems).toEqual([]);
  });
});
