import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** To be called in a `describe` or at the top of a file: every test gets an empty directory of its own. */
export function setTempDirectory(): () => string {
  let directory = '';
  beforeEach(async () => {
    directory = await makeTempDirectory();
  });
  afterEach(() => removeDirectory(directory));
  return () => directory;
}

export function makeTempDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'rounds-test-'));
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}
