import type { Planter } from './draft.ts';
import { moderate, type Nuisances, nullNuisances, plain } from './nuisances.ts';
import type { Recipe } from './person.ts';
import {
  plantDecline,
  plantEventEffect,
  plantFall,
  plantFever,
  plantImprovement,
  plantLabs,
  plantTwoEvents,
} from './plant-levels.ts';
import {
  plantChain,
  plantCommonCause,
  plantFork,
  plantLink,
  plantNothing,
  plantStory,
  plantThreshold,
} from './plant-links.ts';

export interface Scenario extends Recipe {
  readonly group: 'null' | 'planted';
  readonly lengths: readonly number[];
}

const nulls = Object.entries(nullNuisances).map(
  ([name, nuisances]): Scenario => ({
    scenario: name,
    group: 'null',
    lengths: [180, 365],
    nuisances,
    plant: plantNothing,
  }),
);

interface PlantedShape {
  readonly plant: Planter;
  readonly lengths: readonly number[];
  readonly nights?: readonly [number, number];
  readonly checkIns?: readonly [number, number];
}

const wellWorn = { nights: [0.02, 0.08], checkIns: [0.8, 0.97] } as const;
const shapes: Record<string, PlantedShape> = {
  chain: { plant: plantChain, lengths: [180], ...wellWorn },
  'chain-missing': { plant: plantChain, lengths: [150], nights: [0.33, 0.33], checkIns: [0.75, 0.9] },
  story: { plant: plantStory, lengths: [180], ...wellWorn },
  threshold: { plant: plantThreshold(1.8), lengths: [180, 365] },
  fall: { plant: plantFall, lengths: [120, 180, 365] },
  improvement: { plant: plantImprovement, lengths: [180, 365] },
  decline: { plant: plantDecline, lengths: [180, 365] },
  fever: { plant: plantFever, lengths: [120] },
  'link-0.3': { plant: plantLink(0.3), lengths: [90, 180, 365] },
  'link-0.4': { plant: plantLink(0.4), lengths: [90, 180, 365] },
  'link-0.5': { plant: plantLink(0.5), lengths: [90, 180, 365] },
  'event-1.0': { plant: plantEventEffect(1), lengths: [180, 365] },
  'event-1.5': { plant: plantEventEffect(1.5), lengths: [180, 365] },
  'event-2.0': { plant: plantEventEffect(2), lengths: [180, 365] },
  'two-events': { plant: plantTwoEvents, lengths: [365] },
  'common-cause': { plant: plantCommonCause, lengths: [180, 365] },
  fork: { plant: plantFork, lengths: [365] },
  labs: { plant: plantLabs, lengths: [750] },
};

const noises: Record<string, Nuisances> = { plain, moderate };

const planted = Object.entries(shapes).flatMap(([name, { plant, lengths, nights, checkIns }]) =>
  Object.entries(noises).map(
    ([noise, nuisances]): Scenario => ({
      scenario: `${name}/${noise}`,
      group: 'planted',
      lengths,
      nuisances: nights === undefined ? nuisances : { ...nuisances, missing: nights },
      plant,
      ...(checkIns === undefined ? {} : { checkIns }),
    }),
  ),
);

export const scenarios: readonly Scenario[] = [...nulls, ...planted];

export function getScenario(name: string): Scenario {
  const scenario = scenarios.find((one) => one.scenario === name);
  if (scenario === undefined) throw new RangeError(`No such scenario: ${name}`);
  return scenario;
}
