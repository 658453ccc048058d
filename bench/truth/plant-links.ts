import { addMedicationEvent, type Draft, dayOf, follow, type Planter, wholeDriver } from './draft.ts';
import { type BenchMetric, type Driver, shownBy } from './drivers.ts';

/** Nothing to be found, but events in the profile that a careless test would find effects of. */
export const plantNothing: Planter = (draft) => {
  const { random, days } = draft;
  if (days < 60) return;
  addMedicationEvent(draft, 'dose', days - random.integer(20, 50));
  draft.events.push({
    day: dayOf(draft, days - random.integer(70, 110)),
    kind: 'travel',
    label: 'a week away',
  });
};

const linkable: readonly [Driver, ...Driver[]] = [
  'deep',
  'rem',
  'efficiency',
  'latency',
  'bedtime',
  'restless',
  'hrv',
  'lowestHeartRate',
  'breathing',
  'temperature',
  'oxygen',
  'steps',
  'stress',
  'mood',
  'energy',
  'fatigue',
  'pain',
];
/** Drivers whose metrics share a family: their links are arithmetic to the product and never tested. */
const sleepStages: readonly Driver[] = ['deep', 'rem', 'efficiency', 'latency'];

export function plantLink(r: number): Planter {
  return (draft) => {
    const { random, plants } = draft;
    const cause = random.pick(linkable);
    let effect = random.pick(linkable);
    while (effect === cause || (sleepStages.includes(cause) && sleepStages.includes(effect))) {
      effect = random.pick(linkable);
    }
    const lag = random.integer(1, 2);
    follow(draft, { cause, effect, lag }, random.pick([-r, r]));
    plants.push({ kind: 'link', cause: metricOf(cause), effect: metricOf(effect), lag });
  };
}

function metricOf(driver: Driver): BenchMetric {
  return shownBy[driver] as BenchMetric;
}

/** Strong enough that R-PAIR finds both links in nearly everyone over 180 days. */
const STRONG = 0.7;

/** Efficiency → HRV → fatigue, a day apart each. */
export const plantChain: Planter = (draft) => {
  follow(draft, { cause: 'efficiency', effect: 'hrv', lag: 1 }, STRONG);
  follow(draft, { cause: 'hrv', effect: 'fatigue', lag: 1 }, -STRONG);
  draft.plants.push(
    { kind: 'link', cause: 'sleepEfficiency', effect: 'hrv', lag: 1 },
    { kind: 'link', cause: 'hrv', effect: 'fatigue', lag: 1 },
    { kind: 'chain', path: ['sleepEfficiency', 'hrv', 'fatigue'], lags: [1, 1] },
  );
};

const CUT = 78;

/** HRV answers to the nights under 78 % and to nothing else about efficiency. */
export function plantThreshold(fall: number): Planter {
  return (draft) => {
    const { random, noise, days, plants, influences } = draft;
    const spread = random.between(4.5, 6);
    const center = CUT + spread * random.between(0.65, 1.05);
    draft.body = { ...draft.body, usual: { ...draft.body.usual, efficiency: { center, spread } } };
    for (let day = 1; day < days; day++) {
      // One in twelve passes without an answer: a rule that always holds would be too easy.
      if (!isPoor(draft, day - 1) || random.chance(1 / 12)) continue;
      noise.stationary.hrv[day] = (noise.stationary.hrv[day] as number) - fall;
    }
    influences.push({ cause: 'efficiency', effect: 'hrv', lag: 1 });
    plants.push({ kind: 'threshold', cause: 'sleepEfficiency', effect: 'hrv', lag: 1, cut: CUT });
  };
}

/** The numbers are told in whole percent: what rounds to 78 is not under 78. */
function isPoor(draft: Draft, day: number): boolean {
  const { center, spread } = draft.body.usual.efficiency;
  return Math.round(center + spread * wholeDriver(draft, 'efficiency', day)) < CUT;
}

/** The chain with a threshold as its first link, as the people who asked for it tell it. */
export const plantStory: Planter = (draft) => {
  plantThreshold(2.2)(draft);
  const { hrv, efficiency } = draft.noise.stationary;
  for (let day = draft.days - 1; day >= 1; day--) {
    hrv[day] = (hrv[day] as number) + 0.35 * (efficiency[day - 1] as number);
  }
  rescale(hrv);
  follow(draft, { cause: 'hrv', effect: 'fatigue', lag: 1 }, -STRONG);
  draft.plants.push(
    { kind: 'link', cause: 'sleepEfficiency', effect: 'hrv', lag: 1 },
    { kind: 'link', cause: 'hrv', effect: 'fatigue', lag: 1 },
    { kind: 'chain', path: ['sleepEfficiency', 'hrv', 'fatigue'], lags: [1, 1] },
  );
};

function rescale(series: Float64Array): void {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  const spread = Math.sqrt(series.reduce((sum, value) => sum + (value - mean) ** 2, 0) / series.length);
  for (let day = 0; day < series.length; day++) series[day] = ((series[day] as number) - mean) / spread;
}

/** One hidden cause behind five metrics on the same day: an order among them would be an invention. */
export const plantCommonCause: Planter = (draft) => {
  const { random, noise, days, shared } = draft;
  const phi = random.between(0.4, 0.8);
  let state = 0;
  const hidden = Float64Array.from({ length: days }, () => {
    state = phi * state + Math.sqrt(1 - phi * phi) * random.normal();
    return state;
  });
  const loadings = {
    efficiency: 0.65,
    hrv: 0.7,
    lowestHeartRate: -0.65,
    energy: 0.6,
    fatigue: -0.65,
  } as const;
  for (const driver of Object.keys(loadings) as (keyof typeof loadings)[]) {
    const [loading, series] = [loadings[driver], noise.stationary[driver]];
    for (let day = 0; day < days; day++) {
      series[day] = Math.sqrt(1 - loading ** 2) * (series[day] as number) + loading * (hidden[day] as number);
    }
    shared.add(driver);
  }
};

/** Efficiency drives HRV a day later and fatigue two days later: HRV has no part in the second. */
export const plantFork: Planter = (draft) => {
  follow(draft, { cause: 'efficiency', effect: 'hrv', lag: 1 }, 0.5);
  follow(draft, { cause: 'efficiency', effect: 'fatigue', lag: 2 }, -0.5);
  draft.plants.push(
    { kind: 'link', cause: 'sleepEfficiency', effect: 'hrv', lag: 1 },
    { kind: 'link', cause: 'sleepEfficiency', effect: 'fatigue', lag: 2 },
  );
};
