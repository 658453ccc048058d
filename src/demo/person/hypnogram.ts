import type { NightPlan } from './night.ts';
import type { Random } from './random.ts';

/** Oura's codes: 1 deep, 2 light, 3 REM, 4 awake. */
type Stage = '1' | '2' | '3' | '4';

/**
 * The night in 30-second steps: falling asleep, then cycles of some 95 minutes with deep sleep early, REM late and
 * short wakings between. Every stage has exactly the epochs the plan gives it.
 */
export function drawHypnogram(plan: NightPlan): string {
  const { deep, light, rem, awake } = plan.epochs;
  const cycles = Math.max(1, Math.round((deep + light + rem) / 190));
  const ranks = Array.from({ length: cycles }, (_, index) => index);
  const deepShare = apportion(
    deep,
    ranks.map((rank) => (cycles - rank) ** 1.5),
  );
  const remShare = apportion(
    rem,
    ranks.map((rank) => rank + 0.6),
  );
  const awakeShare = apportion(
    awake - plan.latencyEpochs,
    ranks.map((rank) => rank + 1.5),
  );
  const lightShare = apportion(
    light,
    ranks.map(() => 1),
  );
  const stages: string[] = [run('4', plan.latencyEpochs)];
  for (const rank of ranks) {
    const lightHere = lightShare[rank] ?? 0;
    const before = Math.floor(lightHere * 0.55);
    stages.push(run('2', before), run('1', deepShare[rank] ?? 0), run('2', lightHere - before));
    stages.push(run('3', remShare[rank] ?? 0), run('4', awakeShare[rank] ?? 0));
  }
  return stages.join('');
}

/** The coarse hypnogram: the commonest stage of each ten epochs, and therefore only roughly right. */
export function coarsenHypnogram(fine: string): string {
  const blocks: string[] = [];
  for (let start = 0; start < fine.length; start += 10) blocks.push(commonest(fine.slice(start, start + 10)));
  return blocks.join('');
}

/** 1 still, 2 restless, 3 tossing, 4 active. */
export function drawMovement(fine: string, random: Random): string {
  return [...fine]
    .map((stage) => {
      if (stage === '4') return random.pick(['1', '2', '2', '3', '4']);
      return random.chance(stage === '1' ? 0.02 : 0.08) ? '2' : '1';
    })
    .join('');
}

/** Whole numbers in proportion to the weights that add up to the total exactly. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  let given = 0;
  let reached = 0;
  return weights.map((weight) => {
    reached += weight;
    const upTo = Math.round((total * reached) / sum);
    const here = upTo - given;
    given = upTo;
    return here;
  });
}

function run(stage: Stage, length: number): string {
  return stage.repeat(Math.max(0, length));
}

function commonest(block: string): string {
  let best = '2';
  let count = 0;
  for (const stage of '1234') {
    const here = block.split(stage).length - 1;
    if (here > count) {
      best = stage;
      count = here;
    }
  }
  return best;
}
