import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { holds, judgedLines, judgedTable } from './judged.ts';
import { nullRows, nullTable } from './null-table.ts';
import type { Outcome, Task } from './outcome.ts';
import { discoveryRows, discoveryTable, recallRows, recallTable } from './planted-table.ts';
import { robustnessTable, runRobustness } from './robustness.ts';
import { scenarios } from './scenarios.ts';
import { printTable } from './text-table.ts';
import { runTasks } from './worker-pool.ts';
import { yearRows, yearTable } from './year-table.ts';

/**
 * The scoreboard: how often the engine claims what is not there, and how often it finds what is. `--scenario` takes the
 * beginning of a name; `--looks-persons 0` leaves out the year of weekly looks, which costs fifty analyses a person.
 */
const { values: options } = parseArgs({
  options: {
    persons: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    scenario: { type: 'string', multiple: true, default: [] },
    'looks-persons': { type: 'string', default: '' },
    workers: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const LOOKS = 52;
/** Long enough that the first of the looks can find something. */
const YEAR_DAYS = 420;
const YEAR_SCENARIOS = ['autocorrelated', 'weekday', 'mixed'];

const persons = wholeNumber('persons', options.persons);
const firstSeed = wholeNumber('seed', options.seed);
const looksPersons =
  options['looks-persons'] === ''
    ? Math.ceil(persons / 4)
    : wholeNumber('looks-persons', options['looks-persons']);
const wanted = (scenario: string): boolean =>
  options.scenario.length === 0 || options.scenario.some((prefix) => scenario.startsWith(prefix));
const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => firstSeed + index);

const once = scenarios
  .filter(({ scenario }) => wanted(scenario))
  .flatMap(({ scenario, lengths }) =>
    lengths.flatMap((days) => seeds(persons).map((seed): Task => ({ scenario, days, seed }))),
  );
const years = YEAR_SCENARIOS.filter(wanted).flatMap((scenario) =>
  seeds(looksPersons).map((seed): Task => ({ scenario, days: YEAR_DAYS, seed, looks: LOOKS })),
);
const tasks = [...once, ...years];
const workers = Math.min(wholeNumber('workers', options.workers), availableParallelism());
let told = 0;
const outcomes = await runTasks(tasks, workers, (done) => {
  if (Math.floor((20 * done) / tasks.length) > told) {
    told = Math.floor((20 * done) / tasks.length);
    process.stderr.write(`${done} of ${tasks.length} persons\n`);
  }
});
print(outcomes);

function print(all: readonly Outcome[]): void {
  const nulls = nullRows(all);
  const recalls = recallRows(all);
  const discoveries = discoveryRows(all);
  const year = yearRows(all);
  const robust = runRobustness(seeds(Math.min(5, persons)));
  const judged = judgedLines(nulls, recalls, year);
  if (options.json) {
    const held = judged.map((line) => ({ ...line, holds: holds(line) }));
    console.log(
      JSON.stringify({ persons, firstSeed, judged: held, nulls, discoveries, recalls, year, robust }),
    );
    return;
  }
  const tables = [
    judged.length > 0 && judgedTable(judged),
    nulls.length > 0 && nullTable(nulls),
    year.length > 0 && yearTable(year),
    discoveries.length > 0 && discoveryTable(discoveries),
    recalls.length > 0 && recallTable(recalls),
    robustnessTable(robust),
  ];
  for (const table of tables) if (table !== false) console.log(printTable(table));
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new RangeError(`--${name} takes a whole number, not "${text}"`);
  return number;
}
