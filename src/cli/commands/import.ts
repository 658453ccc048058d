import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Refusal } from '../../domain/raw-document.ts';
import { importFile } from '../../jobs/import-files.ts';
import { isTimeZone } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { personOption } from '../options.ts';

/** More would bury the line that matters. */
const SHOWN_REFUSALS = 50;

export function importCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('import')
    .description('take in files: Oura API responses, checkins.csv, profile.json, or folders of them')
    .argument('<path...>', 'files or folders; what a file is, is recognised by its content')
    .addOption(personOption())
    .addOption(new Option('--timezone <name>', 'time zone of a new person, when no profile names it'))
    .addHelpText(
      'after',
      '\nImporting the same files again changes nothing. The exit code is 1 when anything was refused.\n',
    )
    .action(async (paths: string[], options: { person: string; timezone?: string }) => {
      const timezone = options.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      if (!isTimeZone(timezone))
        throw new InputError('--timezone takes an IANA name, for example Europe/London.');
      const files = (
        await Promise.all(paths.map((path) => listFiles(resolve(tools.workingDirectory, path))))
      ).flat();
      if (files.length === 0) throw new InputError('There is no file in what you named.');
      await using app = await tools.openApp();
      const refusals: Refusal[] = [];
      for (const path of files) {
        const target = { slug: options.person, timezone };
        const outcome = await importFile(app, target, path, await readFile(path));
        tools.print(`${relative(tools.workingDirectory, path) || path}: ${outcome.summary}\n`);
        refusals.push(...outcome.refusals);
      }
      tellRefusals(tools, refusals);
      if (refusals.length > 0) finish(exitCodes.refused);
    });
}

/** In the order of their names; hidden files and folders are left out. */
async function listFiles(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) throw new InputError(`There is nothing at ${path}.`);
  if (!info.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  return (await Promise.all(names.map((name) => listFiles(join(path, name))))).flat();
}

function tellRefusals(tools: CliTools, refusals: readonly Refusal[]): void {
  for (const { file, record, field, reason } of refusals.slice(0, SHOWN_REFUSALS)) {
    const where = [file, record, field].filter((part) => part !== '').join(', ');
    tools.note(`refused: ${where}: ${reason}\n`);
  }
  if (refusals.length > SHOWN_REFUSALS)
    tools.note(`… and ${refusals.length - SHOWN_REFUSALS} more refused\n`);
  if (refusals.length > 0) tools.note('What was not refused has been kept.\n');
}
