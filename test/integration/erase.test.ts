import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBackup } from '../../db/backup.ts';
import { openBackupFile } from '../../db/backup-file.ts';
import { personTables } from '../../db/schema/index.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { wipeFreed } from '../../db/wipe-freed.ts';
import { erasePerson, viewErasure } from '../../src/jobs/erase-person.ts';
import { handleWebhook } from '../../src/jobs/handle-webhook.ts';
import { nightlySlot } from '../../src/jobs/slots.ts';
import { startNightlyRound } from '../../src/jobs/start-nightly-round.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import { writeFiles } from '../../src/jobs/write-files.ts';
import { writeForPerson } from '../../src/jobs/write-for-person.ts';
import type { Model } from '../../src/llm/model.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import { adjustableClock } from '../support/adjustable-clock.ts';
import { answeringTerminal } from '../support/answering-terminal.ts';
import { openAppAt, type Place, runAt } from '../support/cli-in-process.ts';
import { asOf, giveData, work } from '../support/pipeline/pipeline.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { describeWithService } from '../support/services/available.ts';
import { filesOf } from '../support/stores/files-of.ts';
import { writeEverything } from '../support/stores/people.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { type DatabaseSite, postgresSite, scratchSite } from '../support/test-database.ts';

/** Nowhere else in the world. */
const slug = 'zorkelina-quimp';

let template = '';
beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

function setScene(createSite: () => Promise<DatabaseSite>) {
  const store = setStore(createSite);
  const stage = setStage(() => embeddedSite(template));
  const reports = setTempDirectory();
  let disconnected: string[] = [];
  const dependencies = (queue: JobQueue) => ({
    ...store(),
    oura: {
      disconnect: async (person: Person) => {
        disconnected.push(person.slug);
        return true;
      },
    },
    queue: async () => queue,
    reportsDirectory: reports(),
    wipeFreed: () => wipeFreed(store().db, store().site.location),
  });
  return {
    store,
    stage,
    reports,
    dependencies,
    disconnected: () => disconnected,
    async fill() {
      disconnected = [];
      const queue = await stage.open();
      const person = await store().people.insert(slug, 'Europe/London');
      for (const one of [person, store().berta]) {
        await writeEverything(store(), one);
        await writeFiles(join(reports(), one.slug, asOf), [{ name: 'a.md', render: async () => one.slug }]);
        const times = { pattern: '0 10 * * *', timeZone: one.timezone };
        await queue.schedule(`nightly-${one.id}`, startNightlyRound, { personId: one.id }, times);
        await queue.enqueue(startNightlyRound, { personId: one.id }, { delayMs: 60_000 });
        await startRound({ ...store(), queue }, one, nightlySlot(asOf), asOf);
        const [event] = await store()
          .db.selectFrom('webhook_event')
          .select('id')
          .where('person_id', '=', one.id)
          .execute();
        await queue.enqueue(handleWebhook, { eventId: event?.id ?? '' });
      }
      return { queue, person };
    },
    async rowsOf({ id }: { readonly id: string }) {
      const counts = new Map<string, number>();
      for (const table of personTables) {
        const rows = await store()
          .db.selectFrom(table)
          .select('person_id')
          .where('person_id', '=', id)
          .execute();
        counts.set(table, rows.length);
      }
      return counts;
    },
  };
}

function describeErasing(createSite: () => Promise<DatabaseSite>): void {
  const { store, reports, dependencies, disconnected, fill, rowsOf } = setScene(createSite);

  it('takes away every row, file, job and schedule of one person and none of anybody else', async () => {
    const { queue, person } = await fill();
    const before = await rowsOf(store().berta);
    const names = await store().erasures.namesInJobs(person);
    const bertasJobs = await queue.findAbout(await store().erasures.namesInJobs(store().berta));
    // The round's two jobs, the nightly that is put off, the one of the schedule, and the announcement.
    expect(bertasJobs).toEqual({ jobs: 5, active: 0, schedules: 1 });

    const view = await viewErasure(dependencies(queue), slug);
    expect(view).toMatchObject({ files: 1, jobs: { jobs: 5, active: 0, schedules: 1 } });
    expect([...view.rows.keys()].sort()).toEqual([...personTables].sort());
    expect(view.rows.get('raw_document')).toBe(3);
    await erasePerson(dependencies(queue), view);

    expect(disconnected()).toEqual([slug]);
    expect([...(await rowsOf(person)).values()].every((count) => count === 0)).toBe(true);
    expect(await queue.findAbout(names)).toEqual({ jobs: 0, active: 0, schedules: 0 });
    expect(await readdir(reports())).toEqual(['berta']);
    expect((await store().people.list()).map(({ slug }) => slug)).toEqual(['anna', 'berta']);
    expect(await rowsOf(store().berta)).toEqual(before);
    expect(await queue.findAbout(await store().erasures.namesInJobs(store().berta))).toEqual(bertasJobs);

    const somebodyNew = await store().people.insert(slug, 'Asia/Tokyo');
    expect([...(await rowsOf(somebodyNew)).values()].every((count) => count === 0)).toBe(true);
  });
}

describe('erasing, with SQLite', () => {
  describeErasing(scratchSite);
});

describeWithService('postgres', 'erasing, with PostgreSQL', (url) => {
  describeErasing(() => postgresSite(url()));
});

describe('what erasing leaves behind', () => {
  const { store, stage, reports, dependencies, disconnected, fill, rowsOf } = setScene(scratchSite);
  const keyOf = async ({ id }: { readonly id: string }) =>
    store().db.selectFrom('person').select('wrapped_key').where('id', '=', id).executeTakeFirst();

  it('is finished by asking again when it was broken off behind the key, and shows nothing of them in between', async () => {
    const { queue, person } = await fill();
    await store().erasures.destroyKey(person);
    expect((await keyOf(person))?.wrapped_key).toHaveLength(0);
    expect((await store().people.list()).map(({ slug }) => slug)).not.toContain(slug);
    expect(await store().people.isHere(person)).toBe(false);
    const begun = {
      code: 'not-found',
      publicMessage: expect.stringContaining(`rounds erase --person ${slug}`),
    };
    await expect(store().people.get(slug)).rejects.toMatchObject(begun);
    await expect(store().people.getById(person.id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await store().keys.list()).map(({ people }) => people)).toEqual([2]);

    const view = await viewErasure(dependencies(queue), slug);
    expect(view.person.isKeyDestroyed).toBe(true);
    await erasePerson(dependencies(queue), view);
    expect(disconnected()).toEqual([]);
    expect([...(await rowsOf(person)).values()].every((count) => count === 0)).toBe(true);
    await expect(viewErasure(dependencies(queue), slug)).rejects.toMatchObject({ code: 'not-found' });
    expect(existsSync(join(reports(), slug))).toBe(false);
  });

  it('is neither the name nor the key, in any byte of database, queue and reports', async () => {
    const { queue, person } = await fill();
    const row = await store()
      .db.selectFrom('person')
      .selectAll()
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow();
    const key = Buffer.from(row.wrapped_key);
    const foundIn = async () => {
      const files = [...(await filesOf(store()))];
      return files.filter(([, bytes]) => bytes.includes(slug) || bytes.includes(key)).map(([name]) => name);
    };
    expect(await foundIn()).not.toEqual([]);
    const view = await viewErasure(dependencies(queue), slug);
    await erasePerson(dependencies(queue), view);
    expect(await foundIn()).toEqual([]);
    expect(await readdir(reports(), { recursive: true })).not.toContain(slug);
    await queue.close();
    expect(await stage.site().contents()).not.toContain(slug);
  });

  it('is no trouble for a backup that was made half-way', async () => {
    const { person } = await fill();
    await store().erasures.destroyKey(person);
    const { db, site, keyRing } = store();
    const file = join(reports(), 'half.backup');
    await writeBackup(db, site.location, file, { version: '0', madeAt: new Date(0), force: false });
    const backup = await openBackupFile(file);
    expect(() => backup.checkKeys(keyRing)).not.toThrow();
    expect(backup.content.keyIds).toEqual([keyRing.keyId]);
    backup.close();
  });
});

describe('whoever is at work for somebody who is erased', () => {
  const { store, stage, reports, dependencies } = setScene(scratchSite);

  it('ends without writing, and leaves no failed job', async () => {
    const person = await store().people.insert(slug, 'Europe/London');
    await giveData(store(), person);
    const nothing = (): void => undefined;
    let [asked, answer] = [nothing, nothing];
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const isErased = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const model: Model = {
      id: 'test:slow',
      async generate(request) {
        asked();
        await isErased;
        return { value: request.schema.parse({ points: [] }), inputTokens: 1, outputTokens: 1 };
      },
    };
    const queue = await stage.open();
    await work(store(), queue, { reportsDirectory: reports(), models: () => model });
    await startRound({ ...store(), queue }, person, nightlySlot(asOf), asOf);
    await isAsked;
    const view = await viewErasure(dependencies(queue), slug);
    expect(view.jobs.active).toBeGreaterThan(0);
    await erasePerson(dependencies(queue), view);
    answer();
    await untilIdle(queue);
    expect(await queue.listDead()).toEqual([]);
    for (const table of personTables) {
      expect([table, await store().db.selectFrom(table).select('person_id').execute()]).toEqual([table, []]);
    }
    expect(await readdir(reports())).toEqual([]);
  });

  it('takes back the files that were written in between', async () => {
    const { people, anna, berta } = store();
    const write = (person: Person, erased: boolean) =>
      writeForPerson(people, person, async () => {
        const files = [{ name: 'a.md', render: async () => 'a' }];
        const paths = await writeFiles(join(reports(), person.slug, 'weeks', asOf), files);
        if (erased) await people.delete(person);
        return paths;
      });
    await write(berta, false);
    await expect(write(anna, true)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(reports())).toEqual(['berta']);
    expect(await readdir(join(reports(), 'berta', 'weeks', asOf))).toEqual(['a.md']);
  });
});

describe('rounds erase', () => {
  const directory = setTempDirectory();
  const clock = adjustableClock('2026-03-20T06:00:00.000Z');
  const settled = async (): Promise<Place> => {
    const place: Place = { home: join(directory(), 'home'), clock };
    await mkdir(place.home, { mode: 0o700 });
    await cp(join(template, 'queue'), join(place.home, 'queue'), { recursive: true });
    await writeFile(join(place.home, 'a.csv'), 'day,mood\n2026-03-19,5\n');
    await runAt(place, ['import', join(place.home, 'a.csv'), '--person', slug]);
    return place;
  };

  it('asks for the name, and tells what remains in backups', async () => {
    const place = await settled();
    const backup = join(directory(), 'before.backup');
    expect(await runAt(place, ['backup', backup])).toMatchObject({ code: 0 });
    expect(await runAt(place, ['erase', '--person', slug])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--yes'),
    });
    const wrong = answeringTerminal([[`Type the name`, 'zorkelina\r']]);
    expect(await runAt(place, ['erase', '--person', slug], { terminal: wrong })).toMatchObject({
      code: 1,
      stderr: 'Nothing was erased.\n',
    });
    expect((await runAt(place, ['people'])).stdout).toContain(slug);

    const right = answeringTerminal([[`Type the name`, `${slug}\r`]]);
    const erased = await runAt(place, ['erase', '--person', slug], { terminal: right });
    expect(erased).toMatchObject({ code: 0, stderr: '' });
    expect(erased.stdout).toMatch(/ 1 {2}check-ins, every version\n/);
    expect(erased.stdout).toContain(`${backup}, of 2026-03-20T06:00:00.000Z: kept until you delete it`);
    expect((await runAt(place, ['people'])).stdout).toBe('');
    expect(await runAt(place, ['erase', '--person', slug, '--yes'])).toMatchObject({ code: 3 });
    expect(await readFile(join(place.home, 'rounds.db'), 'latin1')).not.toContain(slug);
  });

  it('tells of backups that are not where they were made, and not of those made before the person came', async () => {
    const place = await settled();
    const path = (name: string) => join(directory(), name);
    await runAt(place, ['backup', path('with.backup')]);
    await runAt(place, ['backup', path('other.backup')]);
    await rm(path('other.backup'));
    {
      await using app = await openAppAt(place);
      await app.people.insert('later', 'Europe/London');
    }
    const { stdout } = await runAt(place, ['erase', '--person', 'later', '--yes']);
    expect(stdout).toContain(`${path('other.backup')}, of 2026-03-20T06:00:00.000Z: is not there any more`);
    expect(stdout).not.toContain(path('with.backup'));
  });
});

/** Nothing runs, waits or is put off any more. */
async function untilIdle(queue: JobQueue): Promise<void> {
  for (;;) {
    const counts = Object.values(await queue.counts());
    const busy = counts.some(
      ({ waiting, active, delayed, waitingForChildren }) =>
        waiting + active + delayed + waitingForChildren > 0,
    );
    if (!busy) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
