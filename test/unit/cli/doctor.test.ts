import { chmod, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/cli/doctor/check.ts';
import { checkUp } from '../../../src/cli/doctor/checkup.ts';
import type { Facts } from '../../../src/cli/doctor/facts.ts';
import { renderCheckup } from '../../../src/cli/doctor/render.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { withQueue as ownQueue } from '../../support/cli.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const at = new Date('2026-03-20T06:00:00.000Z');
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);

const content = {
  keyId: 'aa',
  peopleByKey: [['aa', 3]],
  slugs: ['anna', 'berta', 'demo'],
  stuckRounds: 0,
  newestRecordAt: '2026-03-20T05:00:00.000Z',
} as const;
const database = {
  bytes: 2e6,
  version: 'current',
  quickCheck: 'ok',
  clockAheadMs: undefined,
  content,
} as const;
const nightly = (nextAt: Date) => ({ name: 'start-nightly-round', nextAt });
const queue = {
  warnings: [],
  dead: 0,
  schedules: [nightly(hours(4)), nightly(hours(5)), { name: 'keep-webhooks', nextAt: hours(-30) }],
};
const file = { path: '/data', isDirectory: true, mode: 0o700, isWritable: true };

const well: Facts = {
  at,
  machine: { nodeVersion: '20.19.0', freeBytes: 5e9, diskClockAheadMs: 0 },
  files: [
    { ...file, name: 'Data directory' },
    { ...file, name: 'Reports', path: '/data/reports' },
  ],
  keySource: { kind: 'file', path: '/keys/master.key' },
  keys: { state: 'seen', seen: ['aa'] },
  databaseKind: 'sqlite',
  database: { state: 'seen', seen: database },
  queueKind: 'embedded',
  queue: { state: 'seen', seen: queue },
  settings: { ouraClientId: true, ouraClientSecret: true, webhooks: false, models: ['anthropic'] },
};

/** What is complained of when one thing is different. */
function complaints(change: Partial<Facts>): Check[] {
  return checkUp({ ...well, ...change }).filter(({ state }) => state !== 'ok');
}
const withDatabase = (change: object): Partial<Facts> => ({
  database: { state: 'seen', seen: { ...database, ...change } },
});
const withContent = (change: object) => withDatabase({ content: { ...content, ...change } });
const withQueue = (change: object): Partial<Facts> => ({
  queue: { state: 'seen', seen: { ...queue, ...change } },
});
const withMachine = (change: object): Partial<Facts> => ({ machine: { ...well.machine, ...change } });

describe('the checks of the doctor', () => {
  it('have nothing to say where all is well', () => {
    expect(complaints({})).toEqual([]);
  });

  it.each<[string, Partial<Facts>, Check['state'], string, RegExp, RegExp]>([
    ['an old Node.js', withMachine({ nodeVersion: '20.9.0' }), 'problem', 'Node.js', /20\.9\.0/, /20\.19/],
    ['little room', withMachine({ freeBytes: 9e8 }), 'warning', 'Disk', /900\.0 MB free/, /1 GB/],
    [
      'a database as large as the room',
      { ...withMachine({ freeBytes: 5e9 }), ...withDatabase({ bytes: 2e9 }) },
      'warning',
      'Disk',
      /5\.0 GB free, the database has 2\.0 GB/,
      /three times/,
    ],
    ['hardly any room', withMachine({ freeBytes: 5e7 }), 'problem', 'Disk', /50\.0 MB/, /Make room/],
    [
      'a disk whose clock is early',
      withMachine({ diskClockAheadMs: 9e4 }),
      'warning',
      'Clock',
      /90 s behind/,
      /NTP/,
    ],
    [
      'a server whose clock is late',
      withDatabase({ clockAheadMs: -7200e3 }),
      'warning',
      'Clock',
      /2 h ahead of/,
      /NTP/,
    ],
    [
      'a record of tomorrow',
      withContent({ newestRecordAt: hours(24).toISOString() }),
      'problem',
      'Clock',
      /24 h ahead/,
      /set it/,
    ],
    [
      'open reports',
      { files: [{ ...file, name: 'Reports', path: '/r', mode: 0o755 }] },
      'problem',
      'Reports',
      /\/r \(755\)/,
      /^chmod 700 \/r$/,
    ],
    [
      'an open database file',
      { files: [{ ...file, name: 'Database file', path: '/d', isDirectory: false, mode: 0o640 }] },
      'warning',
      'Database file',
      /open to other accounts/,
      /^chmod 600 \/d$/,
    ],
    [
      'a directory of somebody else',
      { files: [{ ...file, name: 'Data directory', isWritable: false }] },
      'problem',
      'Data directory',
      /cannot be written/,
      /account/,
    ],
    [
      'no key beside data',
      { keys: { state: 'absent' } },
      'problem',
      'Source',
      /sealed under key aa/,
      /Put the key back/,
    ],
    [
      'a key file that cannot be read',
      { keys: { state: 'failed', reason: 'It can be read by others.' } },
      'problem',
      'Source',
      /master\.key/,
      /read by others/,
    ],
    [
      'another key',
      { keys: { state: 'seen', seen: ['bb'] } },
      'problem',
      'Fits the data',
      /need key aa/,
      /further line/,
    ],
    [
      'a person under a key that is gone',
      withContent({
        peopleByKey: [
          ['aa', 2],
          ['cc', 1],
        ],
      }),
      'problem',
      'Fits the data',
      /need key cc/,
      /further line/,
    ],
    [
      'a change of the key half done',
      {
        keys: { state: 'seen', seen: ['bb', 'aa'] },
        ...withContent({
          keyId: 'bb',
          peopleByKey: [
            ['aa', 2],
            ['bb', 1],
          ],
        }),
      },
      'warning',
      'Fits the data',
      /2 of 3 people/,
      /keys rotate/,
    ],
    [
      'older tables',
      withDatabase({ version: 'older', content: undefined }),
      'warning',
      'Tables',
      /older/,
      /backup/,
    ],
    [
      'newer tables',
      withDatabase({ version: 'newer', content: undefined }),
      'problem',
      'Tables',
      /newer/,
      /version/,
    ],
    [
      'a damaged file',
      withDatabase({ quickCheck: 'row 7 missing' }),
      'problem',
      'File',
      /damaged/,
      /restore/,
    ],
    [
      'no database yet',
      { database: { state: 'absent' } },
      'warning',
      'SQLite',
      /not there yet/,
      /rounds init/,
    ],
    [
      'a server that is away',
      { databaseKind: 'postgres', database: { state: 'failed', reason: 'cannot be opened' } },
      'problem',
      'PostgreSQL',
      /cannot be opened/,
      /DATABASE_URL/,
    ],
    [
      'Redis that may forget',
      { queueKind: 'redis', ...withQueue({ warnings: ['Set maxmemory-policy noeviction.'] }) },
      'warning',
      'Redis',
      /noeviction/,
      /lost/,
    ],
    [
      'a queue that is away',
      { queueKind: 'redis', queue: { state: 'failed', reason: 'away' } },
      'problem',
      'Redis',
      /away/,
      /QUEUE_URL/,
    ],
    ['jobs that gave up', withQueue({ dead: 2 }), 'warning', 'Failed jobs', /2 gave up/, /rounds jobs/],
    [
      'somebody without a morning',
      withQueue({ schedules: [nightly(hours(1))] }),
      'warning',
      'Schedules',
      /1 of 2 people/,
      /serve/,
    ],
    [
      'a morning that nobody runs',
      withQueue({ schedules: [nightly(hours(1)), nightly(hours(-30))] }),
      'warning',
      'Schedules',
      /due since 30 h/,
      /running\?/,
    ],
    ['stuck rounds', withContent({ stuckRounds: 2 }), 'warning', 'Rounds', /2 rounds have/, /worker/],
    [
      'half an application at Oura',
      { settings: { ...well.settings, ouraClientSecret: false } },
      'warning',
      'Oura',
      /OURA_CLIENT_SECRET is not set/,
      /connected/,
    ],
  ])('complain of %s and say what to do', (_name, change, state, name, found, todo) => {
    const all = complaints(change);
    expect(all).toMatchObject([{ state, name }]);
    expect(all[0]?.found).toMatch(found);
    expect(all[0]?.todo).toMatch(todo);
  });

  it('take a queue that a running server holds for well', () => {
    expect(complaints({ queue: { state: 'held' } })).toEqual([]);
  });

  it('are one screen, in columns, no line longer than it', () => {
    const text = renderCheckup(checkUp({ ...well, keys: { state: 'seen', seen: ['bb'] } }), 80);
    const lines = text.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(40);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines).toContain('  problem  Fits the data   no: they also need key aa');
    expect(lines).toContain('  ok       Clock           2026-03-20 06:00:00 UTC');
    expect(lines.at(-1)).toBe('1 problem, no warnings.');
  });
});

describe('rounds doctor', () => {
  const directory = setTempDirectory();
  const place = async () => ({
    home: await mkdtemp(join(directory(), 'home-')),
    clock: systemClock,
  });

  it('looks at a fresh place and leaves it as it was', async () => {
    const fresh = { ...(await place()), home: join(directory(), 'nothing') };
    const { code, stdout } = await runAt(fresh, ['doctor']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/SQLite +not there yet/);
    expect(await readdir(directory())).toEqual(expect.not.arrayContaining(['nothing']));
  });

  it('finds a used place well, a running one too, and tells nothing secret', async () => {
    const used = await ownQueue(await place());
    {
      await using app = await openAppAt(used);
      await app.people.insert('anna', 'Europe/London');
      const queue = await app.queue();
      await queue.counts();
      const running = await runAt(used, ['doctor']);
      expect(running.stdout).toMatch(/ok +Embedded queue +held by a running server/);
      expect(running.code).toBe(0);
      await app.scheduleNightlies([]);
    }
    const files = await readdir(used.home);
    const { code, stdout } = await runAt(used, ['doctor', '--json']);
    const report = JSON.parse(stdout) as { checks: Check[]; warnings: number; problems: number };
    expect(report.checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect([code, report.warnings, report.problems]).toEqual([0, 0, 0]);
    expect(report.checks.find(({ name }) => name === 'Schedules')?.found).toMatch(/1 of 1 person/);
    expect(stdout).not.toContain(Buffer.alloc(32, 7).toString('base64'));
    // Whoever only reads a SQLite file leaves its empty log to the next who writes.
    const left = (await readdir(used.home)).filter((name) => !/-(wal|shm)$/.test(name));
    expect(left.sort()).toEqual(files.sort());
  });

  it('ends with 1 when something is wrong', async () => {
    const used = await place();
    await (await openAppAt(used))[Symbol.asyncDispose]();
    await mkdir(join(used.home, 'reports'));
    await chmod(join(used.home, 'reports'), 0o755);
    expect(await runAt(used, ['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/problem +Reports[\s\S]*chmod 700[\s\S]*1 problem/),
    });
    await writeFile(join(used.home, 'rounds.db'), 'a shopping list');
    expect(await runAt(used, ['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/problem +SQLite +cannot be opened/),
    });
  });
});
