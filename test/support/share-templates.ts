import { rm } from 'node:fs/promises';
import { scratchDirectory } from './scratch.ts';

/** Once for the whole run: a place for what is dear to make and cheap to copy, told to every test file. */
export default async function shareTemplates(): Promise<() => Promise<void>> {
  const directory = await scratchDirectory('templates');
  process.env.ROUNDS_TEST_TEMPLATES = directory;
  return () => rm(directory, { recursive: true, force: true });
}
