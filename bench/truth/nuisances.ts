/** Everything in a person's numbers that is no finding, and how strong it is. */
export interface Nuisances {
  /** Range that each driver's day-to-day memory is drawn from. */
  readonly memory: readonly [low: number, high: number];
  /** Largest share of the variance that is sensor noise without memory, and that is slow weather of weeks. */
  readonly sensorNoise: number;
  readonly slowWeather: number;
  readonly innovations: 'normal' | 'heavy' | 'skewed';
  /** Spread over drivers of the weekend effect and of each weekday's own. */
  readonly weekend: number;
  readonly weekday: number;
  /** Chance that the weekend habit is another one from some day on. */
  readonly habitChange: number;
  /** Spread of the yearly wave, of the trend over a year, and step of the random walk. */
  readonly season: number;
  readonly trend: number;
  readonly walk: number;
  /** Amplitude of a cycle of about 28 days, in half of the drivers. */
  readonly cycle: number;
  readonly illnessesPerYear: number;
  /** How much of the loadings of a shared recovery factor is present (0 none, 1 realistic). */
  readonly recovery: number;
  readonly volatility: number;
  /** Chance of a sensor glitch a night. */
  readonly glitches: number;
  readonly inflatedAnswers: boolean;
  /** Share of nights missing, drawn from this range; bad nights are missed more. */
  readonly missing: readonly [low: number, high: number];
}

export const plain: Nuisances = {
  memory: [0.2, 0.7],
  sensorNoise: 0,
  slowWeather: 0,
  innovations: 'heavy',
  weekend: 0,
  weekday: 0,
  habitChange: 0,
  season: 0,
  trend: 0,
  walk: 0,
  cycle: 0,
  illnessesPerYear: 0,
  recovery: 0,
  volatility: 0,
  glitches: 0,
  inflatedAnswers: false,
  missing: [0.03, 0.12],
};

/** All at moderate strength; what most people would look like. */
export const mixed: Nuisances = {
  memory: [0.1, 0.7],
  sensorNoise: 0.4,
  slowWeather: 0.15,
  innovations: 'heavy',
  weekend: 0.4,
  weekday: 0.15,
  habitChange: 0.3,
  season: 0.3,
  trend: 0.3,
  walk: 0.015,
  cycle: 0.25,
  illnessesPerYear: 2,
  recovery: 0.6,
  volatility: 0.4,
  glitches: 0.005,
  inflatedAnswers: true,
  missing: [0.03, 0.12],
};

/** The noise under planted effects: as `mixed`, without what is itself a change of level or a link of everything with everything. */
export const moderate: Nuisances = {
  ...mixed,
  slowWeather: 0,
  season: 0.2,
  trend: 0.15,
  walk: 0.008,
  cycle: 0.1,
  illnessesPerYear: 1,
  recovery: 0.3,
  volatility: 0.25,
  habitChange: 0.1,
  inflatedAnswers: false,
};

export const nullNuisances = {
  autocorrelated: plain,
  weekday: { ...plain, weekend: 1, weekday: 0.4 },
  habit: { ...plain, weekend: 0.8, weekday: 0.2, habitChange: 1 },
  season: { ...plain, season: 0.6, trend: 0.6 },
  walk: { ...plain, walk: 0.04 },
  cycle: { ...plain, cycle: 0.8 },
  illness: { ...plain, illnessesPerYear: 4 },
  recovery: { ...plain, recovery: 1 },
  volatility: { ...plain, volatility: 0.5 },
  ordinal: { ...plain, inflatedAnswers: true, sensorNoise: 0.45, innovations: 'skewed' },
  weather: { ...plain, slowWeather: 0.3, sensorNoise: 0.4 },
  mixed,
} as const satisfies Record<string, Nuisances>;
