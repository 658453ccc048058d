import { lstat, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { dayInZone } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { personOption } from '../options.ts';
import { bytesText } from '../quantities.ts';

interface Options {
  readonly person: string;
  readonly out?: string;
  readonly force?: true;
}

const FILES_BETWEEN_LINES = 25;

export function exportDataCommand(tools: CliTools): Command {
  return new Command('export-data')
    .description('write everything about a person into one ZIP file, in open formats')
    .addOption(personOption())
    .option('--out <file>', 'where to (default: rounds-NAME-DAY.zip here); it is readable by you alone')
    .option('--force', 'replace the file when it is there')
    .addHelpText(
      'after',
      '\nA README.md inside explains every file. "rounds import FILE.zip --person NAME" takes it in again.\n',
    )
    .action(async (options: Options) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const day = dayInZone(tools.clock.now(), person.timezone);
      const path = resolve(tools.workingDirectory, options.out ?? `rounds-${person.slug}-${day}.zip`);
      await refuseUnfit(path, options.force === true);
      const { exportData } = await import('../../jobs/export-data.ts');
      const onFile = (files: number) => {
        if (tools.isTerminal && files % FILES_BETWEEN_LINES === 0) tools.note(`\r${files} files written`);
      };
      const { files, rows } = await exportData(app, person, path, { version: tools.version, onFile });
      if (tools.isTerminal) tools.note('\r\u001B[K');
      const { size } = await stat(path);
      tools.print(`${path} (${bytesText(size)}): ${files} files, ${rows} records\n`);
      tools.note('The file is not encrypted: whoever has it can read all of it. Keep it in a safe place.\n');
    });
}

async function refuseUnfit(path: string, force: boolean): Promise<void> {
  const folder = await stat(dirname(path)).catch(() => undefined);
  if (!folder?.isDirectory()) throw new InputError(`There is no folder ${dirname(path)} to write to.`);
  const found = await lstat(path).catch(() => undefined);
  if (found !== undefined && !found.isFile()) {
    throw new InputError(`${path} is not a file, so nothing is written there.`);
  }
  if (found !== undefined && !force) {
    throw new InputError(
      `${path} is there already. Name another file with --out, or replace it with --force.`,
    );
  }
}
