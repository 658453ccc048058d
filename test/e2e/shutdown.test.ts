import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import type { Page } from '../../src/domain/page.ts';
import { parseDay } from '../../src/shared/day.ts';
import {
  finished,
  type Household,
  household,
  rounds,
  startRounds,
  waitForLine,
  withQueue,
} from '../support/cli.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const lastDay = parseDay('2026-03-20');
const person = generateDemoPerson({ lastDay, seed: 1 });

async function imported(settings: NodeJS.ProcessEnv): Promise<Household> {
  const house = await withQueue(household(join(temp(), 'house'), settings));
  // Beside the house's own folder, so that nothing but these is imported.
  const files = join(temp(), 'files');
  mkdirSync(files);
  for (const [collection, data] of Object.entries(person.oura.documents)) {
    writeFileSync(join(files, `${collection}.json`), JSON.stringify({ data, next_token: null }));
  }
  expect((await rounds(house, 'import', files, '--person', 'edith')).code).toBe(0);
  return house;
}

/** A worker that is asked to end in the middle of a call, and the one that goes on where it stopped. */
it('hands back what runs when it is asked to end, and the next worker finishes the round', async () => {
  await using silent = await startModelServer([{ kind: 'hang' }]);
  const house = await imported({ OPENAI_BASE_URL: `${silent.url}/v1`, ROUNDS_MODELS: 'default=openai:m' });
  const begun = startRounds(house, ['round', '--person', 'edith', '--as-of', lastDay]);
  await expect.poll(() => silent.requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
  begun.kill('SIGKILL');
  await finished(begun);

  const calls = silent.requests.length;
  const worker = startRounds(house, ['worker']);
  const ended = finished(worker);
  await waitForLine(worker, /The worker is running/);
  await expect.poll(() => silent.requests.length, { timeout: 60_000 }).toBeGreaterThan(calls);
  worker.kill('SIGTERM');
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(stderr).toContain('job handed back for the next start');
  expect(stderr).not.toContain('failed for good');

  const { OPENAI_BASE_URL: _url, ROUNDS_MODELS: _models, ...environment } = house.environment;
  const next = startRounds({ ...house, environment }, ['worker']);
  const latest = async () => {
    const { code: found, stdout } = await rounds(house, 'report', '--person', 'edith', '--format', 'json');
    return found === 0 ? (JSON.parse(stdout) as Page) : undefined;
  };
  await expect.poll(latest, { timeout: 30_000, interval: 500 }).toMatchObject({ asOf: lastDay, silent: [] });
  next.kill('SIGTERM');
  expect((await finished(next)).code).toBe(0);
}, 240_000);
