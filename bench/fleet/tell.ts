import { medianOf } from '../truth/rates.ts';
import { printTable } from '../truth/text-table.ts';
import type { Measured, Use } from './measure.ts';
import type { FleetMeasures, SetUp, Trial } from './measure-fleets.ts';
import type { PureWork } from './pure-work.ts';

interface Told {
  readonly people: number;
  readonly repeat: number;
  readonly cores: number;
}

/** Mornings come at different hours: ten o'clock in one zone is noon in another. */
const WINDOW_HOURS = 4;
const MANY = 10_000;
const otherWork = ['specialists', 'coordinator', 'markdown', 'html'] as const;

export function tell({ setUps, bytesPerPersonYear }: FleetMeasures, told: Told): string {
  const sizes = Object.entries(bytesPerPersonYear)
    .map(([database, bytes]) => `${(bytes / 1e6).toFixed(1)} MB in ${database}`)
    .join(', ');
  return [
    throughput(setUps, told),
    overhead(setUps, told),
    pureWork(setUps),
    `A year of one person takes ${sizes}.`,
    ...doubling(setUps),
    ...forMany(setUps, told),
  ].join('\n');
}

function throughput(setUps: readonly SetUp[], { people, repeat, cores }: Told): string {
  const row = (setUp: SetUp, variant: 'withSync' | 'withoutSync') => {
    const of = (figure: (measured: Measured) => number) =>
      medianTrial(setUp, (trial) => figure(trial[variant]));
    const cpu = (who: keyof Use) => milliseconds(of(({ cpu, rounds }) => (1000 * cpu[who]) / rounds));
    return [
      nameOf(setUp),
      variant === 'withSync' ? 'yes' : 'no',
      of(({ rounds, seconds }) => (60 * rounds) / seconds).toFixed(0),
      cpu('workers'),
      cpu('redis'),
      cpu('postgres'),
      cpu('oura'),
      of(({ peakMegabytes }) => Math.max(...peakMegabytes)).toFixed(0),
    ];
  };
  return printTable({
    title: `${people} people with 180 days each, rounds asked for at once, ${cores} cores, medians of ${repeat}`,
    header: [
      'set-up',
      'with sync',
      'rounds/min',
      'CPU ms a round: workers',
      'Redis',
      'PostgreSQL',
      '(simulated Oura)',
      'peak MB of a worker',
    ],
    rows: setUps.flatMap((setUp) => [row(setUp, 'withSync'), row(setUp, 'withoutSync')]),
  });
}

/** The same comparison by the clock and by CPU time: the second says the same on a machine that is busy otherwise. */
function overhead(setUps: readonly SetUp[], { people, cores }: Told): string {
  const row = (setUp: SetUp, variant: 'withSync' | 'withoutSync') => {
    const side = Math.min(setUp.workers, cores);
    const each = (seconds: number) => (1000 * seconds) / people;
    const pure = (trial: Trial) => otherWork.reduce((sum, part) => sum + trial.pure[part], 0);
    const wall = (trial: Trial) => each(trial[variant].seconds);
    const wallBase = (trial: Trial) => each(trial.bare.seconds) + trial.pure.analysis / side;
    const cpu = ({ [variant]: { cpu } }: Trial) => each(cpu.workers + cpu.redis + cpu.postgres);
    const cpuBase = (trial: Trial) => each(trial.bare.cpuSeconds) + trial.pure.analysis;
    const of = (figure: (trial: Trial) => number) => medianTrial(setUp, figure);
    const ratio = (figure: (trial: Trial) => number) => `${of(figure).toFixed(2)} x`;
    return [
      nameOf(setUp),
      variant === 'withSync' ? 'yes' : 'no',
      milliseconds(of(wall)),
      milliseconds(of(({ bare }) => each(bare.seconds))),
      ratio((trial) => wall(trial) / wallBase(trial)),
      ratio((trial) => wall(trial) / (wallBase(trial) + pure(trial) / side)),
      milliseconds(of(cpu)),
      milliseconds(of(({ bare }) => each(bare.cpuSeconds))),
      ratio((trial) => cpu(trial) / cpuBase(trial)),
      ratio((trial) => cpu(trial) / (cpuBase(trial) + pure(trial))),
    ];
  };
  return printTable({
    title: 'What the pipeline adds (ms a round)',
    header: [
      'set-up',
      'with sync',
      'wall',
      'bare',
      'of bare + analysis',
      'of bare + all pure work',
      'CPU',
      'bare',
      'of bare + analysis',
      'of bare + all pure work',
    ],
    rows: setUps.flatMap((setUp) => [row(setUp, 'withSync'), row(setUp, 'withoutSync')]),
    note: `Bare: flows of a round's shape on the same backend whose jobs do nothing, by as many worker processes. Pure work: what computes without queue, database and seals; by the clock it is divided by the processes that share it (at most ${cores}).`,
  });
}

function pureWork(setUps: readonly SetUp[]): string {
  const trials = setUps.flatMap((setUp) => setUp.trials);
  const parts: readonly (keyof PureWork)[] = ['analysis', ...otherWork];
  return printTable({
    title: 'Pure work of one round, alone in a process',
    header: ['part', 'CPU ms'],
    rows: parts.map((part) => [part, milliseconds(medianOf(trials.map(({ pure }) => pure[part])) ?? 0)]),
  });
}

function doubling(setUps: readonly SetUp[]): string[] {
  const [one, two] = [1, 2].map((workers) =>
    setUps.find((setUp) => isServed(setUp) && setUp.workers === workers),
  );
  if (one === undefined || two === undefined) return [];
  const ratio = (variant: 'withSync' | 'withoutSync') =>
    medianOf(
      one.trials.map(
        (trial, index) => trial[variant].seconds / (two.trials[index] as Trial)[variant].seconds,
      ),
    )?.toFixed(2);
  return [`Two workers against one: ${ratio('withSync')} x with sync, ${ratio('withoutSync')} x without.`];
}

/** Told of no more workers than there are cores: those beyond cost switching and bring nothing. */
function forMany(setUps: readonly SetUp[], { cores }: Told): string[] {
  const setUp = setUps.findLast((one) => isServed(one) && one.workers <= cores) ?? setUps[0];
  if (setUp === undefined) return [];
  const each = medianTrial(
    setUp,
    ({ withSync: { cpu, rounds } }) => (cpu.workers + cpu.redis + cpu.postgres) / rounds,
  );
  const hours = (each * MANY) / 3600;
  return [
    `10,000 people: ${(1000 * each).toFixed(0)} CPU milliseconds a round (workers, Redis and PostgreSQL together) are ${hours.toFixed(1)} CPU hours a night. Spread over ${WINDOW_HOURS} hours, since ten o'clock comes at different hours in different zones, that is ${(hours / WINDOW_HOURS).toFixed(1)} cores kept busy; models and Oura answered at once here.`,
  ];
}

function isServed({ name }: SetUp): boolean {
  return !name.startsWith('embedded');
}

function nameOf({ name, workers }: SetUp): string {
  return isServed({ name, workers, trials: [] })
    ? `${name}, ${workers} worker${workers === 1 ? '' : 's'}`
    : name;
}

function medianTrial({ trials }: SetUp, figure: (trial: Trial) => number): number {
  return medianOf(trials.map(figure)) ?? 0;
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
