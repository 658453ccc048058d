import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printTable } from '../truth/text-table.ts';
import { type History, writeHistory } from './history.ts';
import { type Measured, measureProcess } from './measure-process.ts';
import { parseAlone } from './parse-alone.ts';

/** How long a whole history of Oura responses takes to come in, in how much memory, beside parsing it alone. */
const { values: options } = parseArgs({
  options: {
    days: { type: 'string', default: '3653' },
    seed: { type: 'string', default: '1' },
    /** Files of a thousand documents or rows, as somebody saves the pages of the API. */
    pages: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** A child process: one pass through the files of a folder. */
    parse: { type: 'string' },
  },
});

const PAGE_SIZE = 1000;

interface Passes {
  readonly parse: Measured;
  readonly first: Measured;
  readonly second: Measured;
}

if (options.parse !== undefined) await parseAlone(filesIn(options.parse));
else measureAll();

function measureAll(): void {
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  try {
    const responses = join(folder, 'responses');
    mkdirSync(responses);
    const history = writeHistory(responses, {
      days: Number(options.days),
      seed: Number(options.seed),
      pageSize: options.pages ? PAGE_SIZE : undefined,
    });
    const megabytes = filesIn(responses).reduce((sum, path) => sum + statSync(path).size, 0) / 1e6;
    const passes: Passes = {
      parse: measureProcess([process.argv[1] as string, '--parse', responses], {}),
      first: importInto(folder, responses),
      second: importInto(folder, responses),
    };
    const database = statSync(join(folder, 'data', 'rounds.db')).size / 1e6;
    if (options.json) console.log(JSON.stringify({ history, megabytes, passes, database }));
    else print(history, megabytes, passes, database);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

/** The built program as a person starts it. */
function importInto(folder: string, responses: string): Measured {
  const program = fileURLToPath(new URL('../../src/main.js', import.meta.url));
  const args = ['import', responses, '--person', 'edith', '--timezone', 'Europe/London'];
  return measureProcess([program, ...args], {
    HOME: folder,
    ROUNDS_HOME: join(folder, 'data'),
    ROUNDS_KEY_FILE: join(folder, 'keys', 'master.key'),
  });
}

function print(history: History, megabytes: number, passes: Passes, database: number): void {
  const row = (label: string, { seconds, cpuSeconds, peakMegabytes }: Measured) => [
    label,
    seconds.toFixed(1),
    cpuSeconds.toFixed(1),
    (megabytes / seconds).toFixed(0),
    `${(seconds / passes.parse.seconds).toFixed(1)} x`,
    peakMegabytes.toFixed(0),
  ];
  const { files, documents, rows } = history;
  console.log(
    printTable({
      title: `${options.days} days of Oura responses: ${megabytes.toFixed(0)} MB in ${files} files, ${documents} documents, ${rows} rows`,
      header: ['pass', 'seconds', 'CPU seconds', 'MB/s', 'of parsing', 'peak MB of the process'],
      rows: [
        row('parsing alone', passes.parse),
        row('rounds import', passes.first),
        row('the same files again', passes.second),
      ],
      note: `The database has ${database.toFixed(0)} MB afterwards.`,
    }),
  );
}
