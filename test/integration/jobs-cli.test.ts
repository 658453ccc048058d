import { randomUUID } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { analysePerson } from '../../src/jobs/analyse-person.ts';
import { consultAgent } from '../../src/jobs/consult-agent.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { PermanentError } from '../../src/shared/errors.ts';
import { openAppAt, runAt } from '../support/cli-in-process.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedTemplate } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';
import { copyInto } from '../support/scratch.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';

let template = '';
let home = '';
let ids: readonly string[] = [];

/** A queue in which an analysis and a specialist have failed for good; each test gets a copy of it. */
beforeAll(async () => {
  template = await embeddedTemplate();
  ids = await twoDead(template);
});
afterAll(() => rm(template, { recursive: true, force: true }));
beforeEach(async () => {
  home = await makeTempDirectory();
  await copyInto(home, template);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function twoDead(directory: string): Promise<string[]> {
  const config = { kind: 'embedded', directory } as const;
  const queue = await openQueue(config, { logger: silentLogger, clock: systemClock, times: quickTimes });
  const fail = async () => {
    throw new PermanentError('The model <refused>.');
  };
  await queue.work([handle(analysePerson, fail), handle(consultAgent, fail)], {
    queues: ['analysis', 'agents'],
  });
  const payload = { personId: randomUUID(), roundId: randomUUID() };
  const dead = [
    await queue.enqueue(analysePerson, payload),
    await queue.enqueue(consultAgent, { ...payload, agent: 'sleep' as const }),
  ];
  for (const id of dead) await queue.waitUntilFinished(id);
  await queue.close();
  return dead;
}

describe('rounds jobs', () => {
  const place = (environment: Record<string, string> = {}) => ({
    home,
    clock: systemClock,
    environment: { ROUNDS_PORT: '0', ...environment },
  });

  it('works on the queue where nobody holds it', async () => {
    const run = (...args: string[]) => runAt(place(), ['jobs', ...args]);
    expect((await run()).stdout).toMatch(/^agents +0 +0 +0 +0 +1 +-$/m);
    expect((await run()).stdout).toContain('No schedules');
    const [first = '', second = ''] = ids;
    expect(await run('retry', first)).toMatchObject({ code: 0 });
    expect(await run('retry', first)).toMatchObject({
      code: 1,
      stderr: 'Only a job that failed for good can be retried.\n',
    });
    expect(await run('remove', second)).toMatchObject({ code: 1, stderr: expect.stringContaining('--yes') });
    expect(await run('remove', second, '--yes')).toMatchObject({ code: 0 });
    expect(await run('retry')).toMatchObject({ code: 1 });
    expect(await run('list', '--state', 'lost')).toMatchObject({ code: 2 });
    expect(await run('list', '--limit', 'all')).toMatchObject({ code: 2 });
  });

  it('asks the server that holds it, with the password', async () => {
    const secret = { ROUNDS_ADMIN_PASSWORD: 'secret' };
    const app = await openAppAt(place(secret));
    const note = join(place().home, 'server.json');
    try {
      await app.queue();
      const held = await runAt(place(secret), ['jobs']);
      expect(held).toMatchObject({ code: 5, stderr: expect.stringContaining('holds this data directory') });
      await app.listen();
      expect(statSync(note).mode & 0o777).toBe(0o600);
      const run = (...args: string[]) => runAt(place(secret), ['jobs', ...args]);
      expect((await run()).stdout).toMatch(/^agents +0 +0 +0 +0 +1 +-$/m);
      expect((await run('dead')).stdout).toContain('consult-agent (sleep), 1 try: The model <refused>.');
      expect((await run('list')).stdout).toBe('None.\n');
      const one = await run('list', '--state', 'dead', '--limit', '1');
      expect(one.stdout.trim().split('\n')).toHaveLength(2);
      expect(JSON.parse((await run('--json')).stdout)).toMatchObject({ schedules: { count: 0 } });
      expect(JSON.parse((await run('dead', '--json')).stdout)).toHaveLength(2);
      expect(
        JSON.parse((await run('list', '--state', 'dead', '--queue', 'agents', '--json')).stdout),
      ).toMatchObject([{ id: ids[1] }]);
      expect((await run('show', ids[0] ?? '')).stdout).toContain(
        'Error     PermanentError: The model <refused>.',
      );
      expect(await run('remove', ids[0] ?? '', '--yes')).toMatchObject({ code: 0 });
      expect(await run('show', ids[0] ?? '')).toMatchObject({
        code: 3,
        stderr: 'There is no job with this id.\n',
      });
      expect(await run('retry', '--all')).toMatchObject({ code: 0, stderr: 'Tried again: 1\n' });
      const stranger = await runAt(place(), ['jobs']);
      expect(stranger).toMatchObject({ code: 1, stderr: expect.stringContaining('ROUNDS_ADMIN_PASSWORD') });
    } finally {
      await app[Symbol.asyncDispose]();
    }
    expect(existsSync(note)).toBe(false);
  });

  it('says so in one line when the server it was told of is gone', async () => {
    const app = await openAppAt(place());
    try {
      await app.queue();
      writeFileSync(join(place().home, 'server.json'), '{"url":"http://127.0.0.1:9","pid":1}');
      const { code, stderr } = await runAt(place(), ['jobs']);
      expect(code).toBe(5);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    } finally {
      await app[Symbol.asyncDispose]();
    }
  });
});
