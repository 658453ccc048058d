import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raisedUntilVisit } from '../../src/jobs/raised-lately.ts';
import { reportFiles, reportFormats } from '../../src/jobs/report-formats.ts';
import { reportSource } from '../../src/jobs/report-source.ts';
import { requestRound } from '../../src/jobs/request-round.ts';
import { startAppointmentRound } from '../../src/jobs/start-appointment-round.ts';
import { addDays } from '../../src/shared/day.ts';
import { enterAppointment } from '../support/appointment-pages.ts';
import { knowledge } from '../support/http-dependencies.ts';
import { asOf, ended, giveData, handlersOf, work } from '../support/pipeline/pipeline.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { checkIn } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { scratchSite } from '../support/test-database.ts';

let template = '';
beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

const store = setStore(scratchSite);
const stage = setStage(() => embeddedSite(template));
const temp = setTempDirectory();
const tomorrow = addDays(asOf, 1);
const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };

beforeEach(async () => {
  await giveData(store(), store().anna);
  await enterAppointment(store(), store().anna, tomorrow);
});

async function filesIn(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).sort().map(async (name) => {
    return [name, (await readFile(join(folder, name))).toString('latin1')] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

describe('what is taken along', () => {
  it('is written in every format the evening before, and the same when the page is made again of the same data', async () => {
    const { anna, clock, rounds, pages } = store();
    clock.advance(12.5 * 3_600_000);
    const queue = await stage.open();
    await work(store(), queue, { reportsDirectory: temp() });
    await queue.enqueue(startAppointmentRound, { personId: anna.id });
    await expect
      .poll(async () => (await rounds.listBySlot(anna, 'appointment'))[0]?.state, { timeout: 60_000 })
      .toBe('done');

    const folder = join(temp(), 'anna', 'appointments', tomorrow);
    const evening = await filesIn(folder);
    const made = fileNames();
    expect(Object.keys(evening)).toEqual(made);
    expect(evening['talking-points.md']).toContain('Is it the new dose?');
    // Evidence for the bytes below: they hold data, not a message that there is none.
    expect(evening['daily.csv']?.split('\n').length).toBeGreaterThan(1_000);

    // Delivered again, it writes the same.
    const [round] = await rounds.listBySlot(anna, 'appointment');
    const publish = handlersOf(store(), queue, { reportsDirectory: temp() }).find(
      ({ name }) => name === 'publish-report',
    );
    await publish?.run({ personId: anna.id, roundId: round?.id }, context);
    expect(await filesIn(folder)).toEqual(evening);

    // Another round of the same day and data, hours later by the clock, and another day of printing.
    clock.advance(2 * 3_600_000);
    const again = await ended(
      store(),
      await requestRound({ ...store(), queue }, anna, asOf, undefined, tomorrow),
    );
    clock.advance(30 * 3_600_000);
    // What was told and entered meanwhile is not in a page of before.
    await store().checkIns.upsert(anna, [checkIn(addDays(asOf, -3), { mood: 9, notes: 'changed since' })]);
    await store().profiles.upsert(anna, [{ kind: 'condition', value: { name: 'Asthma' } }]);
    const page = await pages.find(anna, again.id);
    if (page === undefined) throw new Error('the round has a page');
    const dependencies = { ...store(), knowledge };
    const news = { raised: await raisedUntilVisit(dependencies, anna, page) };
    const source = reportSource(dependencies, anna, { page, roundId: again.id }, { news });
    for (const { name, render } of reportFiles(reportFormats, source)) {
      expect(`${name} ${Buffer.from(await render()).toString('latin1') === evening[name]}`).toBe(
        `${name} true`,
      );
    }
  }, 120_000);
});

function fileNames(): string[] {
  const names = ['daily.csv', 'fhir-bundle.json', 'findings.csv', 'patient-page.html', 'patient-page.pdf'];
  return [...names, ...['html', 'json', 'md', 'pdf'].map((ending) => `talking-points.${ending}`)].sort();
}
