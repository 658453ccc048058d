import { parseArgs } from 'node:util';
import fc, { type RunDetails } from 'fast-check';
import { printTable } from '../truth/text-table.ts';
import { fileTargets } from './file-targets.ts';
import { ouraTargets } from './oura-targets.ts';
import { streamTargets } from './stream-targets.ts';
import type { Target } from './target.ts';

/** Every parser and mapper against spoilt and made-up inputs, in turn, until the time is over. */
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    /** One target, by its name: to see a failure again. */
    only: { type: 'string' },
  },
});

const RUNS_AT_ONCE = 50;
/** Longer than any file of these sizes may take, on a machine that does something else as well. */
const MOST_CPU_MS = 2000;

interface Tally {
  readonly target: Target;
  inputs: number;
  milliseconds: number;
  slowest: number;
  failure?: string;
}

const all = [...ouraTargets, ...fileTargets, ...streamTargets];
const tallies: Tally[] = all
  .filter(({ name }) => options.only === undefined || name === options.only)
  .map((target) => ({ target, inputs: 0, milliseconds: 0, slowest: 0 }));

const until = performance.now() + Number(options.minutes) * 60_000;
for (let seed = Number(options.seed); performance.now() < until; seed++) {
  const sound = tallies.filter(({ failure }) => failure === undefined);
  if (sound.length === 0) break;
  for (const tally of sound) await runSome(tally, seed);
}
report();

async function runSome(tally: Tally, seed: number): Promise<void> {
  const property = fc.asyncProperty(tally.target.inputs, async (input) => {
    const began = process.cpuUsage();
    await tally.target.check(input);
    const { user, system } = process.cpuUsage(began);
    const milliseconds = (user + system) / 1000;
    tally.inputs += 1;
    tally.milliseconds += milliseconds;
    tally.slowest = Math.max(tally.slowest, milliseconds);
    if (milliseconds > MOST_CPU_MS) throw new Error(`took ${milliseconds.toFixed(0)} ms`);
  });
  const details = await fc.check(property, { seed, numRuns: RUNS_AT_ONCE });
  if (details.failed) tally.failure = describe(details, seed);
}

function describe({ counterexample, errorInstance }: RunDetails<[unknown]>, seed: number): string {
  const [input] = counterexample ?? [];
  const shown = (Array.isArray(input) ? input : [input])
    .map((part) => JSON.stringify(part instanceof Uint8Array ? Buffer.from(part).toString('latin1') : part))
    .join(', ');
  const stack = errorInstance instanceof Error ? errorInstance.stack : String(errorInstance);
  return `--seed ${seed}\n${stack}\n${shown.slice(0, 3000)}`;
}

function report(): void {
  console.log(
    printTable({
      title: `${options.minutes} minutes of spoilt inputs from seed ${options.seed}`,
      header: ['target', 'inputs', 'ms each', 'slowest ms', ''],
      rows: tallies.map(({ target, inputs, milliseconds, slowest, failure }) => [
        target.name,
        String(inputs),
        (milliseconds / Math.max(1, inputs)).toFixed(1),
        slowest.toFixed(0),
        failure === undefined ? 'clean' : 'FAILED',
      ]),
    }),
  );
  for (const { target, failure } of tallies) {
    if (failure !== undefined) console.log(`${target.name}: --only "${target.name}" ${failure}\n`);
  }
  if (tallies.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
}
