import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { checkKey } from '../../db/stores/key-check.ts';
import { createStores } from '../../db/stores/stores.ts';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { type Day, parseDay } from '../../src/shared/day.ts';
import { newId } from '../../src/shared/ids.ts';
import { createKeyRing } from '../../src/vault/key-ring.ts';
import { loadMasterKeys } from '../../src/vault/master-key.ts';
import { finished, type Household, household, rounds, startRounds, waitForLine } from '../support/cli.ts';
import { type Place, runAt } from '../support/cli-in-process.ts';
import { describeWithService } from '../support/services/available.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { postgresSite } from '../support/test-database.ts';

const temp = setTempDirectory();
const lastDay = '2026-03-20' as Day;

/** The demo person's files, taken in. */
async function laptopWithEdith(): Promise<Place> {
  const laptop = { home: join(temp(), 'laptop'), clock: systemClock };
  const files = join(temp(), 'files');
  mkdirSync(files);
  mkdirSync(laptop.home);
  const person = generateDemoPerson({ lastDay, seed: 1 });
  for (const [collection, data] of Object.entries(person.oura.documents)) {
    writeFileSync(join(files, `${collection}.json`), JSON.stringify({ data, next_token: null }));
  }
  writeFileSync(join(files, 'checkins.csv'), person.checkInsCsv);
  writeFileSync(join(files, 'profile.json'), JSON.stringify(person.profile));
  expect((await runAt(laptop, ['import', files, '--person', 'edith'])).code).toBe(0);
  return laptop;
}

async function seenAt(place: Place): Promise<{ findings: string; days: string; profile: string }> {
  const person = ['--person', 'edith', '--json'];
  const findings = await runAt(place, ['analyze', ...person, '--as-of', lastDay]);
  const days = await runAt(place, ['days', ...person, '--from', '2026-01-01', '--to', lastDay]);
  const profile = await runAt(place, ['profile', ...person]);
  expect([findings.code, days.code, profile.code]).toEqual([0, 0, 0]);
  expect(JSON.parse(findings.stdout).findings.length).toBeGreaterThan(3);
  return { findings: findings.stdout, days: days.stdout, profile: profile.stdout };
}

function describeMoving(createServer: () => Promise<{ place: Place; remove(): Promise<void> }>): void {
  it('gives the same findings, days and profile, to the letter', async () => {
    const laptop = await laptopWithEdith();
    const server = await createServer();
    try {
      const file = join(temp(), 'rounds.backup');
      const late = ['check-in', '--person', 'edith', '--mood', '4', '--day', '2026-03-21'];
      const [made, written] = await Promise.all([runAt(laptop, ['backup', file]), runAt(laptop, late)]);
      expect([made.code, written.code]).toEqual([0, 0]);
      expect(made.stdout).toMatch(/MB\)\nHolds {3}1 person, 0 rounds\nKey {5}[0-9a-f]{16} opens it/);
      const restored = await runAt(server.place, ['restore', file]);
      expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('holds 1 person') });
      expect(await seenAt(server.place)).toEqual(await seenAt(laptop));
      expect(await runAt(server.place, ['restore', file])).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('--replace'),
      });
      expect((await runAt(server.place, ['restore', '--replace', file])).code).toBe(0);
    } finally {
      await server.remove();
    }
  }, 60_000);
}

describe('from one machine to another', () => {
  describeMoving(async () => ({
    place: { home: join(temp(), 'server'), clock: systemClock },
    remove: async () => undefined,
  }));
});

describeWithService('postgres', 'from SQLite to PostgreSQL', (url) => {
  describeMoving(async () => {
    const { location, remove } = await postgresSite(url());
    if (location.kind !== 'postgres') throw new Error('This is no server.');
    const settings = { DATABASE_URL: location.url };
    return { place: { home: join(temp(), 'server'), clock: systemClock, settings }, remove };
  });
});

describe('rounds restore', () => {
  it('refuses what it has no key for, and half a file, and leaves nothing behind', async () => {
    const house = household(join(temp(), 'house'));
    mkdirSync(house.directory);
    const file = join(temp(), 'b');
    expect((await rounds(house, 'backup', file)).code).toBe(0);
    const stranger = household(join(temp(), 'stranger'));
    mkdirSync(stranger.directory);
    expect(await rounds(stranger, 'restore', file)).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/needs key [0-9a-f]{16}, and there is no key file.*Nothing was changed/),
    });
    await truncate(file, (await stat(file)).size / 2);
    expect(await rounds(stranger, 'restore', file)).toEqual({
      code: 1,
      stdout: '',
      stderr: `${file} is damaged or incomplete. Take another backup.\n`,
    });
    expect(await readdir(stranger.directory)).toEqual([]);
  }, 60_000);
});

function keyFileOf(house: Household): string {
  return house.environment.ROUNDS_KEY_FILE ?? '';
}

describe('rounds keys rotate', () => {
  it('goes on after it was killed, while others add people', async () => {
    const house = household(join(temp(), 'house'));
    mkdirSync(house.directory);
    await rounds(house, 'init');
    const people = 3000;
    await addPeople(house, people);
    const oldLine = readFileSync(keyFileOf(house), 'utf8');

    const killed = startRounds(house, ['keys', 'rotate']);
    const ended = finished(killed);
    await waitForLine(killed, /^[2-9]00 people so far/m);
    killed.kill('SIGKILL');
    await ended;
    expect((await readFile(keyFileOf(house), 'utf8')).endsWith(`\n${oldLine}`)).toBe(true);
    const between = await rounds(house, 'keys');
    expect(between.stdout.split('\n').length).toBe(3);
    expect(between.stderr).toContain('rounds keys rotate');

    const again = startRounds(house, ['keys', 'rotate']);
    const done = finished(again);
    await waitForLine(again, /people so far/);
    writeFileSync(join(house.directory, 'late.csv'), 'day,mood\n2026-03-19,5\n');
    const late = await rounds(house, 'import', join(house.directory, 'late.csv'), '--person', 'late');
    expect(late).toMatchObject({ code: 0, stderr: '' });
    expect(await done).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/old key was put into .*\.old-[0-9a-f]{16}/),
    });

    const keys = await rounds(house, 'keys');
    expect(keys.stdout).toMatch(/^[0-9a-f]{16}\tcurrent\t3001 people\n$/);
    expect(await opened(house)).toBe(people + 1);
    for (const { stdout, stderr } of [between, await done, keys]) {
      for (const line of [oldLine, readFileSync(keyFileOf(house), 'utf8')]) {
        expect(stdout + stderr).not.toContain(line.trim());
      }
    }
    writeFileSync(keyFileOf(house), oldLine);
    expect(await rounds(house, 'people')).toMatchObject({ code: 4, stdout: '' });
  }, 90_000);
});

async function storesOf(house: Household) {
  const db = await openDatabase({ kind: 'sqlite', path: join(house.home, 'rounds.db') }, () => undefined);
  const ring = createKeyRing(loadMasterKeys({ kind: 'file', path: keyFileOf(house) }, { mayCreate: false }));
  await checkKey(db, ring);
  return { db, ring, stores: createStores(db, ring, systemClock) };
}

/** All at once: one by one they would take longer than the rest of the test. */
async function addPeople(house: Household, count: number): Promise<void> {
  const { db, ring } = await storesOf(house);
  const rows = Array.from({ length: count }, (_, number) => {
    const id = newId();
    return {
      id,
      slug: `person-${number}`,
      timezone: 'Europe/London',
      wrapped_key: ring.newWrappedKey(id),
      key_id: ring.keyId,
      created_at: `${parseDay('2026-03-20')}T06:00:00.000Z`,
    };
  });
  await db.insertInto('person').values(rows).execute();
  await db.destroy();
}

/** How many people open with what is in the key file. */
async function opened(house: Household): Promise<number> {
  const { db, stores } = await storesOf(house);
  let count = 0;
  for (const { slug } of await stores.people.list()) if ((await stores.people.get(slug)).vault) count += 1;
  await db.destroy();
  return count;
}
