import { once } from 'node:events';
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../db/database.ts';
import { describeWithService } from '../support/services/available.ts';
import { describeAnswers } from '../support/stores/answers.ts';
import { describeCustomObservations } from '../support/stores/custom-observations.ts';
import { describeModelAnswers } from '../support/stores/model-answers.ts';
import { describeNotices } from '../support/stores/notices.ts';
import { describeOpening } from '../support/stores/opening.ts';
import { describeOuraConnections } from '../support/stores/oura-connections.ts';
import { describePeople } from '../support/stores/people.ts';
import { describeProgress } from '../support/stores/progress.ts';
import { describeRawDocuments } from '../support/stores/raw-documents.ts';
import { describeRedFlags } from '../support/stores/red-flags.ts';
import { describeRoundUsages } from '../support/stores/round-usages.ts';
import { describeRounds } from '../support/stores/rounds.ts';
import { describeSeries } from '../support/stores/series.ts';
import { describeShares } from '../support/stores/shares.ts';
import { ignoreLostConnection, setStore } from '../support/stores/stage.ts';
import { describeSyncMarks } from '../support/stores/sync-marks.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { type DatabaseSite, emptiedSite, postgresSite, sqliteSite } from '../support/test-database.ts';

/** What the stores promise, on each of the databases. */
function conformance(createSite: () => Promise<DatabaseSite>): void {
  const store = setStore(createSite);
  describe('opening', () => describeOpening(store));
  describe('people', () => describePeople(store));
  describe('progress', () => describeProgress(store));
  describe('raw documents', () => describeRawDocuments(store));
  describe('series', () => describeSeries(store));
  describe('custom observations', () => describeCustomObservations(store));
  describeAnswers(store);
  describe('Oura connections', () => describeOuraConnections(store));
  describe('sync marks', () => describeSyncMarks(store));
  describeRounds(store);
  describe('what rounds take', () => describeRoundUsages(store));
  describe('answers of models', () => describeModelAnswers(store));
  describeNotices(store);
  describe('the log of red flags', () => describeRedFlags(store));
  describe('share links', () => describeShares(store));
}

describe('stores on SQLite', () => {
  conformance(sqliteSite);

  describe('the file', () => {
    const directory = setTempDirectory();
    const open = (path: string) => openDatabase({ kind: 'sqlite', path }, ignoreLostConnection);

    it('is made with its folder, for its owner alone', async () => {
      const path = join(directory(), 'home', 'rounds.db');
      const db = await open(path);
      const modes = await Promise.all([dirname(path), path, `${path}-wal`, `${path}-shm`].map(mode));
      await db.destroy();
      expect(modes).toEqual(['700', '600', '600', '600']);
    });

    it('keeps the rights that somebody gave it', async () => {
      const path = join(directory(), 'rounds.db');
      await (await open(path)).destroy();
      await chmod(path, 0o640);
      await (await open(path)).destroy();
      expect(await mode(path)).toBe('640');
    });

    it('is refused by its name when it is something else', async () => {
      const path = join(directory(), 'rounds.db');
      await writeFile(path, 'a shopping list, not a database, long enough to be looked at');
      await expect(open(path)).rejects.toMatchObject({
        code: 'unavailable',
        publicMessage: expect.stringContaining(path),
      });
    });

    it.each(['a folder', 'below a file'])('is refused by its name when it is %s', async (what) => {
      const path = join(directory(), 'taken', ...(what === 'a folder' ? [] : ['rounds.db']));
      if (what === 'a folder') await mkdir(path);
      else await writeFile(dirname(path), '');
      await expect(open(path)).rejects.toMatchObject({
        code: 'unavailable',
        publicMessage: expect.stringContaining(path),
      });
    });
  });
});

describeWithService('postgres', 'stores on PostgreSQL', (location) => {
  let site: DatabaseSite | undefined;
  beforeAll(async () => {
    site = await postgresSite(location());
  });
  afterAll(() => site?.remove());
  conformance(async () => {
    if (site === undefined) throw new Error('The database is there only while tests run.');
    return emptiedSite(site);
  });

  it('lets two processes bring a fresh database to this version at the same time', async () => {
    const fresh = await postgresSite(location());
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(fresh.location, ignoreLostConnection)));
    const people = await Promise.all(opened.map((db) => db.selectFrom('person').selectAll().execute()));
    expect(people).toEqual([[], [], []]);
    await Promise.all(opened.map((db) => db.destroy()));
    await fresh.remove();
  });
});

describe('PostgreSQL that is not there', () => {
  it('is said to be so, as something that may pass, without the password', async () => {
    const port = await closedPort();
    const url = `postgres://rounds:hunter2@127.0.0.1:${port}/rounds`;
    const failure = await openDatabase({ kind: 'postgres', url }, ignoreLostConnection).catch(
      (error) => error,
    );
    expect(failure).toMatchObject({
      code: 'unavailable',
      retryable: true,
      publicMessage: expect.stringContaining('DATABASE_URL'),
    });
    expect(failure.message).not.toContain('hunter2');
  });
});

async function mode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

/** A port that was free a moment ago: nobody answers there. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
