import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Looks for programs without running anything: which tests exist is decided before the first of them starts. */
export function findOnPath(names: readonly string[]): string | undefined {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((name) => directories.map((directory) => join(directory, name)));
  return candidates.find((candidate) => existsSync(candidate));
}

/** The directory that holds both `initdb` and `postgres`; Debian keeps it off the PATH. */
export function findPostgresDirectory(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const packaged = existsSync(versions)
    ? readdirSync(versions)
        .sort((left, right) => Number(right) - Number(left))
        .map((version) => join(versions, version, 'bin'))
    : [];
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...onPath, ...packaged].find(
    (directory) => existsSync(join(directory, 'initdb')) && existsSync(join(directory, 'postgres')),
  );
}

export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  return findOnPath(['chromium', 'chromium-browser', 'google-chrome']);
}
