import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../../src/queue/backends/directory-lock.ts';
import { processStartMark } from '../../../src/queue/backends/process-mark.ts';
import { scratchDirectory } from '../../support/scratch.ts';

const NO_PROCESS = 2 ** 22 + 1;
let scratch = '';
let directory = '';

beforeEach(async () => {
  scratch = await scratchDirectory('lock');
  directory = join(scratch, 'queue-lock');
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

async function leaveTicket(number: number, content: unknown, ageMs = 0): Promise<void> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, String(number));
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  const then = new Date(Date.now() - ageMs);
  await utimes(path, then, then);
}

describe('lockDirectory', () => {
  it('lets one in and tells the other who it is', async () => {
    const lock = await lockDirectory(directory);
    await expect(lockDirectory(directory)).rejects.toMatchObject({
      code: 'locked',
      publicMessage: expect.stringContaining(`process ${process.pid}`),
    });
    await lock.release();
    await (await lockDirectory(directory)).release();
  });

  it('lets exactly one of many in, also over a dead owner', async () => {
    await leaveTicket(7, { pid: NO_PROCESS, host: hostname() });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(directory)));
    const winners = results.filter((result) => result.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'locked' });
    }
    expect((await readdir(directory)).map(Number).every((number) => number > 7)).toBe(true);
    await winners[0]?.value.release();
  });

  it('never gives a number out twice', async () => {
    await (await lockDirectory(directory)).release();
    await (await lockDirectory(directory)).release();
    expect(await readdir(directory)).toEqual(['2']);
  });

  it('is not deceived by a new process with the old number', async () => {
    const mark = await processStartMark(process.pid);
    await leaveTicket(1, { pid: process.pid, host: hostname(), startMark: 'boot/1' }, 60_000);
    const lock = await lockDirectory(directory);
    await lock.release();
    if (mark === undefined) return;
    await leaveTicket(3, { pid: process.pid, host: hostname(), startMark: mark }, 60_000);
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'locked' });
  });

  it('believes another host as long as it gives signs of life', async () => {
    await leaveTicket(1, { pid: 1, host: 'another-container', startMark: 'boot/1' });
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'locked' });
    await leaveTicket(1, { pid: 1, host: 'another-container', startMark: 'boot/1' }, 60_000);
    await (await lockDirectory(directory)).release();
  });

  it('waits for a ticket that is just being written, but not for ever', async () => {
    await leaveTicket(1, '');
    await expect(lockDirectory(directory)).rejects.toMatchObject({ code: 'locked' });
    await leaveTicket(1, '', 60_000);
    await (await lockDirectory(directory)).release();
  });
});
