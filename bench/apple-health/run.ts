import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { medianOf } from '../truth/rates.ts';
import { printTable } from '../truth/text-table.ts';
import { writeExport } from './export-file.ts';
import { type Pass, type PassName, runPass } from './pass.ts';

/** How fast an Apple Health export is read, and in how much memory, beside the XML parser alone. */
const { values: options } = parseArgs({
  options: {
    mb: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    /** A child process: one pass through one file. */
    pass: { type: 'string' },
    file: { type: 'string' },
  },
});

const names = ['bare', 'ours'] as const;

if (options.pass !== undefined && options.file !== undefined) {
  console.log(JSON.stringify(await runPass(options.pass as PassName, options.file)));
} else measureAll();

function measureAll(): void {
  const folder = mkdtempSync(join(tmpdir(), 'apple-health-'));
  try {
    const file = join(folder, 'export.xml');
    writeExport(file, Number(options.mb));
    const megabytes = statSync(file).size / 1e6;
    // In turn, each in a process of its own: a busy machine slows both, and peaks of memory stay apart.
    const rounds = Array.from({ length: Number(options.rounds) }, () => ({
      bare: runChild('bare', file),
      ours: runChild('ours', file),
    }));
    if (options.json) console.log(JSON.stringify({ megabytes, rounds }));
    else print(megabytes, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runChild(pass: PassName, file: string): Pass {
  const self = process.argv[1] as string;
  const child = spawnSync(process.execPath, [self, '--pass', pass, '--file', file], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Pass;
}

function print(megabytes: number, rounds: readonly Readonly<Record<PassName, Pass>>[]): void {
  const median = (name: PassName, of: (pass: Pass) => number) =>
    medianOf(rounds.map((round) => of(round[name]))) ?? 0;
  const speed = (name: PassName) => (1000 * megabytes) / median(name, ({ milliseconds }) => milliseconds);
  const label = { bare: 'the parser alone', ours: 'ours, to daily documents' };
  const ours = rounds[0]?.ours;
  console.log(
    printTable({
      title: `An Apple Health export of ${megabytes.toFixed(0)} MB (median of ${rounds.length} rounds)`,
      header: ['pass', 'seconds', 'MB/s', 'of the parser', 'peak MB of the process'],
      rows: names.map((name) => [
        label[name],
        (median(name, ({ milliseconds }) => milliseconds) / 1000).toFixed(2),
        speed(name).toFixed(1),
        `${(speed(name) / speed('bare')).toFixed(2)} x`,
        Math.max(...rounds.map((round) => round[name].peakMegabytes)).toFixed(0),
      ]),
      note: `${ours?.records} records of ${ours?.days} days taken.`,
    }),
  );
}
