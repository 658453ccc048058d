import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { disposableRig, type Rig, startRig } from './cloud-rig.ts';

const person = generateDemoPerson({ lastDay: parseDay('2026-05-26'), days: 40, seed: 42 });
let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ accounts: [accountOf(person)], maxHeartrateDays: 30 });
});
afterAll(() => rig.cloud.close());

interface Page {
  readonly data: readonly { readonly timestamp: string; readonly bpm?: number }[];
  readonly next_token: string | null;
}

const ask = async (query: string, collection = 'heartrate'): Promise<Page> =>
  (await (await rig.get(`${collection}?${query}`)).json()) as Page;

function rowsOf(from: Day, days: number) {
  return Array.from({ length: days }, (_, index) =>
    person.oura.series.heartrate.rowsOf(addDays(from, index)),
  ).flat();
}

describe('rows of a time series', () => {
  it('come in pages of 1,000, each exactly once', async () => {
    const range = 'start_datetime=2026-05-01T00:00:00Z&end_datetime=2026-05-21T00:00:00Z';
    const pages: Page[] = [];
    for (let query = range; ; ) {
      const page = await ask(query);
      pages.push(page);
      if (page.next_token === null) break;
      query = `next_token=${encodeURIComponent(page.next_token)}`;
    }
    const expected = rowsOf(parseDay('2026-05-01'), 20);
    expect(expected.length).toBeGreaterThan(4000);
    expect(pages.slice(0, -1).every(({ data }) => data.length === 1000)).toBe(true);
    expect(pages.flatMap(({ data }) => data)).toEqual(expected);
  });

  it('take bounds with an offset, both included', async () => {
    const [first, second, third] = rowsOf(parseDay('2026-05-10'), 1);
    const local = (timestamp = ''): string =>
      encodeURIComponent(new Date(Date.parse(timestamp) + 3_600_000).toISOString().replace('Z', '+01:00'));
    const page = await ask(
      `start_datetime=${local(first?.timestamp)}&end_datetime=${local(third?.timestamp)}`,
    );
    expect(page.data).toEqual([first, second, third]);
  });

  it('are those of the last day where no range is given', async () => {
    const { data } = await ask('');
    expect(data[0]?.timestamp.slice(0, 13)).toBe('2026-05-25T10');
    expect(data.length).toBeGreaterThan(150);
  });

  it('are one with latest', async () => {
    const last = rowsOf(parseDay('2026-05-26'), 1).at(-1);
    expect(await ask('latest=true')).toEqual({ data: [last], next_token: null });
    const battery = await ask('latest=true', 'ring_battery_level');
    expect(battery.data[0]).toMatchObject({ charging: false, level: expect.any(Number) });
  });

  it('are projected', async () => {
    const range = 'start_datetime=2026-05-10T12:00:00Z&end_datetime=2026-05-10T13:00:00Z';
    expect(Object.keys((await ask(`${range}&fields=bpm`)).data[0] ?? {})).toEqual(['bpm']);
  });

  it('refuse what is too long, what ends before it begins and what is no time', async () => {
    const status = async (query: string, collection = 'heartrate'): Promise<number> =>
      (await rig.get(`${collection}?${query}`)).status;
    const long = 'start_datetime=2026-04-20T00:00:00Z&end_datetime=2026-05-20T00:00:01Z';
    expect(await status(long)).toBe(400);
    expect(await status(long, 'ring_battery_level')).toBe(200);
    expect(await status('start_datetime=2026-05-20T00:00:00Z&end_datetime=2026-05-10T00:00:00Z')).toBe(422);
    expect(await status('start_datetime=yesterday')).toBe(422);
    expect(await status('', 'heartrate/anything')).toBe(404);
  });

  it('may be written out in the account as well', async () => {
    const rows = ['12', '10', '11'].map((hour) => ({
      timestamp: `2026-05-26T0${hour.slice(1)}:00:00.000Z`,
      bpm: 60,
    }));
    await using written = await disposableRig({
      pageSize: 2,
      accounts: [{ id: 'member-1', personalInfo: {}, documents: { heartrate: rows } }],
    });
    const first = (await (await written.get('heartrate')).json()) as Page;
    const second = await written.get(`heartrate?next_token=${encodeURIComponent(first.next_token ?? '')}`);
    const all = [...first.data, ...((await second.json()) as Page).data];
    expect(all.map(({ timestamp }) => timestamp.slice(11, 13))).toEqual(['00', '01', '02']);
  });
});

describe('the text of the answers', () => {
  it('writes whole numbers of the schema type "number" with a point, and the others without', async () => {
    const id = person.oura.documents.sleep.at(-1)?.id;
    const text = await (await rig.get(`sleep/${id}`)).text();
    expect(text).toContain('"hrv":{"interval":300.0,"items":[null,');
    expect(text).toMatch(/"average_hrv":\d+,/);
    expect(text).toMatch(/"average_breath":\d+\.\d+,/);
    expect(JSON.parse(text)).toEqual(person.oura.documents.sleep.at(-1));
    const silent = person.oura.documents.sleep.find(({ average_heart_rate: rate }) => rate === 0);
    expect(await (await rig.get(`sleep/${silent?.id}`)).text()).toContain('"average_heart_rate":0.0,');
  });
});
