import { afterEach, describe, expect, it } from 'vitest';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type Rig, startRig } from './cloud-rig.ts';

let rig: Rig;
afterEach(() => rig.cloud.close());

const night = {
  id: 'night',
  day: '2026-05-10',
  bedtime_start: '2026-05-09T23:10:00.000+01:00',
  bedtime_end: '2026-05-10T06:40:00.000+01:00',
  readiness: { score: 80, contributors: { sleep_regularity: 70, hrv_balance: 60 } },
};
const account: CloudAccount = {
  id: 'member-1',
  personalInfo: {},
  documents: { sleep: [night] },
  histories: [
    {
      collection: 'sleep',
      id: 'night',
      visibleFrom: '2026-05-12T09:00:00Z',
      revisions: [
        { from: '2026-05-13T09:00:00Z', changes: { day: '2026-05-11' } },
        { from: '2026-05-14T09:00:00Z', changes: { average_hrv: 30 } },
      ],
      deletedFrom: '2026-05-20T00:00:00Z',
    },
  ],
};
const may = 'start_date=2026-05-01&end_date=2026-05-30';

async function list(collection: string, range = may): Promise<Record<string, unknown>[]> {
  return ((await (await rig.get(`${collection}?${range}`)).json()) as { data: Record<string, unknown>[] })
    .data;
}

describe('the history of one document', () => {
  it('comes late, moves to another day, is revised and goes, in lists and by id', async () => {
    rig = await startRig({ accounts: [account] });
    const seen: unknown[] = [];
    for (const day of ['11', '12', '13', '14', '20']) {
      rig.clock.set(`2026-05-${day}T09:00:00Z`);
      const listed = await list('sleep');
      const single = await rig.get('sleep/night');
      expect(single.status).toBe(listed.length === 0 ? 404 : 200);
      seen.push(listed.map((document) => [document.day, document.average_hrv]));
    }
    expect(seen).toEqual([
      [],
      [['2026-05-10', undefined]],
      [['2026-05-11', undefined]],
      [['2026-05-11', 30]],
      [],
    ]);
  });

  it('survives the clearing of the faults, and a later word replaces it until then', async () => {
    rig = await startRig({ accounts: [account] });
    rig.clock.set('2026-05-11T09:00:00Z');
    rig.cloud.faults.history({ collection: 'sleep', id: 'night' });
    expect(await list('sleep')).toEqual([night]);
    rig.cloud.faults.clear();
    expect(await list('sleep')).toEqual([]);
  });

  it('moves a document from one window to another', async () => {
    const spo2 = { id: 'oxygen', day: '2026-05-10' };
    const revisions = [{ from: '2026-05-12T00:00:00Z', changes: { day: '2026-05-11' } }];
    rig = await startRig({
      accounts: [
        {
          id: 'member-1',
          personalInfo: {},
          documents: { daily_spo2: [spo2] },
          histories: [{ collection: 'daily_spo2', id: 'oxygen', revisions }],
        },
      ],
    });
    const tenth = 'start_date=2026-05-10&end_date=2026-05-10';
    rig.clock.set('2026-05-11T12:00:00Z');
    expect(await list('daily_spo2', tenth)).toHaveLength(1);
    rig.clock.set('2026-05-12T12:00:00Z');
    expect(await list('daily_spo2', tenth)).toEqual([]);
  });
});

describe('revisions of whole collections', () => {
  it('rewrite the readiness inside of a night for some days, and nothing else of it', async () => {
    rig = await startRig({ accounts: [{ ...account, histories: [] }] });
    rig.cloud.faults.reviseReadiness(8);
    rig.clock.set('2026-05-17T10:00:00Z');
    const [young] = await list('sleep');
    const { readiness, ...rest } = young ?? {};
    expect(rest).toEqual({ ...night, readiness: undefined });
    expect(readiness).toMatchObject({ contributors: { sleep_regularity: null, hrv_balance: 60 } });
    expect((readiness as { score: number }).score).toBeLessThan(80);
    rig.clock.set('2026-05-18T10:00:00Z');
    expect(await list('sleep')).toEqual([night]);
  });

  it('let activity grow through its day, and correct its energy for some days after', async () => {
    const person = generateDemoPerson({ lastDay: parseDay('2026-05-12'), days: 20, seed: 4 });
    rig = await startRig({ accounts: [accountOf(person)] });
    const day = person.oura.documents.daily_activity.find(({ day }) => day === '2026-05-08');
    const at = async (instant: string): Promise<Record<string, unknown> | undefined> => {
      rig.clock.set(instant);
      const token = rig.cloud.issueTokens(person.oura.userId).accessToken;
      const answer = await rig.get(`daily_activity/${day?.id}`, token);
      return answer.status === 200 ? ((await answer.json()) as Record<string, unknown>) : undefined;
    };
    rig.cloud.faults.followClock({ hoursLate: 0 });
    rig.cloud.faults.reviseActivity(8);
    // The day began at 04:00+01:00, 03:00 UTC.
    expect(await at('2026-05-08T06:59:59Z')).toBeUndefined();
    const morning = await at('2026-05-08T07:00:00Z');
    expect(morning?.class_5_min).toBe(String(day?.class_5_min).slice(0, 48));
    const afternoon = await at('2026-05-08T15:00:00Z');
    expect(afternoon?.class_5_min).toBe(String(day?.class_5_min).slice(0, 144));
    expect(Number(afternoon?.steps)).toBeGreaterThan(Number(morning?.steps));
    const seconds = Object.entries(afternoon ?? {}).filter(([field]) => field.endsWith('_time'));
    expect(seconds.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(12 * 3600);
    const after = await at('2026-05-10T12:00:00Z');
    expect(after?.class_5_min).toBe(day?.class_5_min);
    const missing = Number(day?.active_calories) - Number(after?.active_calories);
    expect(missing).toBeGreaterThan(0);
    expect(Number(day?.total_calories) - Number(after?.total_calories)).toBe(missing);
    expect(await at('2026-05-16T00:00:00Z')).toEqual(day);
  });
});

describe('following the clock', () => {
  it('holds for every collection of the demo person, and for rows', async () => {
    const person = generateDemoPerson({ lastDay: parseDay('2026-05-12'), days: 40, seed: 4 });
    rig = await startRig({ accounts: [accountOf(person)], followClock: { hoursLate: 0 } });
    rig.clock.set('2026-05-05T12:00:00Z');
    // Cleared faults leave what the cloud was started with.
    rig.cloud.faults.clear();
    const latest: Record<string, string> = {};
    for (const collection of Object.keys(person.oura.documents)) {
      const days = (await list(collection, 'start_date=2026-03-01&end_date=2026-06-01')).map((document) =>
        String(document.day ?? document.start_day ?? ''),
      );
      latest[collection] = days.toSorted().at(-1) ?? '';
    }
    const after = Object.entries(latest).filter(([, day]) => day > '2026-05-05');
    expect(after).toEqual([]);
    expect(latest).toMatchObject({
      sleep: '2026-05-05',
      daily_readiness: '2026-05-05',
      daily_stress: '2026-05-04',
    });
    const rows = await list(
      'heartrate',
      'start_datetime=2026-05-05T00:00:00Z&end_datetime=2026-05-09T00:00:00Z',
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every(({ timestamp }) => String(timestamp) <= '2026-05-05T12:00:00')).toBe(true);
  });
});
