import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Refusal } from '../../domain/raw-document.ts';
import { MANIFEST } from '../../jobs/export/own-export.ts';
import type { ImportedOutcome, ImportTarget } from '../../jobs/import-documents.ts';
import { importFile } from '../../jobs/import-files.ts';
import { importOwnExport, isOwnExport } from '../../jobs/import-own-export.ts';
import type { Alarm } from '../../jobs/raise-red-flags.ts';
import { InputError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { ownPersonOption, timezoneOption } from '../options.ts';
import { createReadProgress } from '../read-progress.ts';
import { fileOnDisk } from '../source-files.ts';
import { gathered, redFlagLines, tellWhetherSettled } from '../tell-red-flags.ts';
import { tellRefusals } from '../tell-refusals.ts';

export function importCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('import')
    .description(
      'take in files, folders or ZIP archives: Oura, Apple Health, check-ins, labs, FHIR, a profile',
    )
    .argument('<path...>', 'files or folders; what a file is, is recognised by its content')
    .addOption(ownPersonOption())
    .addOption(timezoneOption())
    .addHelpText(
      'after',
      '\nImporting the same files again changes nothing. The exit code is 1 when anything was refused.\n',
    )
    .action(async (paths: string[], options: { person: string; timezone: string }) => {
      const { files, refusals } = await findFiles(paths.map((path) => resolve(tools.workingDirectory, path)));
      if (files.length + refusals.length === 0) throw new InputError('There is no file in what you named.');
      await using app = await tools.openApp();
      const alarms: Alarm[] = [];
      for (const path of files) {
        const target = { slug: options.person, timezone: options.timezone };
        const outcome = await importOne(tools, app, target, path);
        if (outcome !== undefined) tools.print(`${shortName(tools, path)}: ${outcome.summary}\n`);
        refusals.push(...(outcome?.refusals ?? [unreadable(path)]));
        alarms.push(...(outcome?.alarms ?? []));
      }
      for (const raised of gathered(alarms)) tools.print(redFlagLines(raised));
      await tellWhetherSettled(tools, alarms);
      tellRefusals(tools, refusals);
      if (refusals.length > 0) finish(exitCodes.refused);
    });
}

function shortName(tools: CliTools, path: string): string {
  return relative(tools.workingDirectory, path) || path;
}

/** Undefined: the file cannot be read, for a reason of the system's. */
async function importOne(
  tools: CliTools,
  app: AppHandle,
  target: ImportTarget,
  path: string,
): Promise<ImportedOutcome | undefined> {
  const progress = createReadProgress(tools, shortName(tools, path));
  try {
    if ((await stat(path)).isDirectory()) return await importFolder(app, target, path, progress.update);
    return await importFile(app, target, await fileOnDisk(path, progress.update));
  } catch (error) {
    if (isReadError(error)) return undefined;
    throw error;
  } finally {
    progress.end();
  }
}

/** An export of ours that somebody has unpacked: what is in it is known by where it lies. */
async function importFolder(
  app: AppHandle,
  target: ImportTarget,
  folder: string,
  onRead: (bytes: number, size: number) => void,
): Promise<ImportedOutcome | undefined> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(async ({ parentPath, name }) => {
      const path = join(parentPath, name);
      return { ...(await fileOnDisk(path, onRead)), name: relative(folder, path) };
    });
  return importOwnExport(app, target, await Promise.all(files), (file) => importFile(app, target, file));
}

function isReadError(error: unknown): boolean {
  const { syscall } = error as { syscall?: unknown };
  return syscall === 'open' || syscall === 'read' || syscall === 'stat';
}

interface Found {
  /** And folders that are an export of ours: each is taken as one. */
  readonly files: string[];
  readonly refusals: Refusal[];
}

/** What was named must be there; inside a folder whatever cannot be read is refused and the rest is taken. */
async function findFiles(paths: readonly string[]): Promise<Found> {
  const found: Found = { files: [], refusals: [] };
  const seen = new Set<string>();
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (info === undefined) throw new InputError(`There is nothing at ${path}.`);
    await walk(path, found, seen);
  }
  return found;
}

/** In the order of their names; hidden entries are left out, and a link that leads in a circle is followed once. */
async function walk(path: string, found: Found, seen: Set<string>): Promise<void> {
  try {
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const info = await stat(real);
    if (info.isFile()) found.files.push(path);
    if (!info.isDirectory()) return;
    if (await isUnpackedExport(path)) {
      found.files.push(path);
      return;
    }
    for (const name of (await readdir(path)).sort()) {
      if (!name.startsWith('.')) await walk(join(path, name), found, seen);
    }
  } catch {
    found.refusals.push(unreadable(path));
  }
}

async function isUnpackedExport(folder: string): Promise<boolean> {
  const manifest = join(folder, MANIFEST);
  const isThere = await stat(manifest).then(
    (info) => info.isFile(),
    () => false,
  );
  return isThere && isOwnExport(await fileOnDisk(manifest, () => undefined));
}

function unreadable(path: string): Refusal {
  return { file: basename(path), record: '', field: '', reason: 'cannot be read' };
}
