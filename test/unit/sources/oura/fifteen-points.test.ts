import { describe, expect, it } from 'vitest';
import { recordDocuments } from '../../../../src/jobs/record-observations.ts';
import { syncRecent } from '../../../../src/jobs/sync-recent.ts';
import { addDays, parseDay } from '../../../../src/shared/day.ts';
import { createOuraClient } from '../../../../src/sources/oura/client.ts';
import { type CollectionName, getCollection, scopesFor } from '../../../../src/sources/oura/collections.ts';
import { createOuraOAuth, ouraEndpoints } from '../../../../src/sources/oura/oauth.ts';
import { setStore } from '../../../support/stores/stage.ts';
import { sqliteSite } from '../../../support/test-database.ts';
import { as, readText } from '../files/fixture.ts';
import { mapped, night, ordinaryNight, raw, valuesOf } from './documents.ts';
import { filing } from './ring-cloud.ts';
import { inTurn, json, type Play, type Seen, startServer } from './server.ts';

/** The fifteen points of the implementer's reference, in its order. Expected values are worked out from it by hand. */
const store = setStore(sqliteSite);
const clientAt = (baseUrl: string) => createOuraClient({ baseUrl, accessToken: async () => 'token' });
const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): Play =>
  (_, response) =>
    json(response, status, body, headers);
const page = (data: unknown[], next: string | null = null) => answer(200, { data, next_token: next });
const day = parseDay('2026-06-10');
const imported = (value: unknown, name?: string) => as(readText(JSON.stringify(value), name), 'oura');

/** One record of the day for people of five time zones, and one of each day beside it that must not come. */
const zones = ['+12:00', '+05:30', '+01:00', '-05:00', '-10:00'];
const before = addDays(day, -1);
const after = addDays(day, 1);

describe('1. a record is filed under one UTC timestamp, whatever the zone of its day', () => {
  const sleepOf = (zone: string, of: string, eve: string) => ({
    at: `${eve}T22:30:00${zone}`,
    body: { id: `${of} ${zone}`, day: of, bedtime_start: `${eve}T22:30:00${zone}`, type: 'long_sleep' },
  });
  const activityOf = (zone: string, of: string) => ({
    at: `${of}T04:00:00${zone}`,
    body: { id: `${of} ${zone}`, day: of, timestamp: `${of}T04:00:00${zone}`, steps: 1 },
  });
  const dailyOf = (of: string) => ({
    at: `${of}T00:00:00Z`,
    body: { id: of, day: of, timestamp: `${of}T00:00:00+00:00`, score: 80 },
  });
  const neighbours = (of: (day: string, eve: string) => { at: string; body: Record<string, unknown> }) => [
    of(before, addDays(before, -1)),
    of(day, before),
    of(after, day),
  ];

  it.each(zones)('one day comes whole and alone in %s', async (zone) => {
    const { url } = await filing(
      {
        sleep: neighbours((of, eve) => sleepOf(zone, of, eve)),
        daily_activity: neighbours((of) => activityOf(zone, of)),
        daily_sleep: neighbours(dailyOf),
        daily_readiness: neighbours(dailyOf),
      },
      ['sleep', 'daily_activity', 'workout'],
    );
    const client = clientAt(url);
    for (const name of ['sleep', 'daily_activity', 'daily_sleep', 'daily_readiness'] as const) {
      const { documents } = await client.fetchCollection(name, day, day);
      expect(documents.map((document) => document.day)).toEqual([day]);
    }
  });
});

describe('2. every range is padded by two days and trimmed by day', () => {
  it.each([
    'sleep',
    'daily_sleep',
    'daily_readiness',
    'daily_activity',
    'daily_spo2',
    'daily_stress',
    'daily_resilience',
    'daily_cardiovascular_age',
    'vO2_max',
    'workout',
    'session',
    'tag',
    'enhanced_tag',
    'rest_mode_period',
    'sleep_time',
  ] as const)('%s', async (name) => {
    const days = [-2, -1, 0, 1, 2].map((offset) => addDays(day, offset));
    const field = ['enhanced_tag', 'rest_mode_period'].includes(name) ? 'start_day' : 'day';
    const { url, seen } = await startServer(page(days.map((one) => ({ id: one, [field]: one }))));
    const { documents } = await clientAt(url).fetchCollection(name, before, day);
    expect(documents.map(({ documentId }) => documentId)).toEqual([before, day]);
    expect(seen.map((one) => one.url.search)).toEqual(['?start_date=2026-06-07&end_date=2026-06-12']);
  });
});

describe('3. the night is the longest long_sleep of its day; naps are kept apart', () => {
  it('the day is Oura’s word, the one the end plus six hours falls on, and is not worked out again', () => {
    // Ends at 18:20: the day after, by Oura's rule.
    const late = night('2026-06-11', '2026-06-10T13:00:00+02:00', '2026-06-10T18:20:00+02:00');
    expect(valuesOf(late)).toMatchObject({
      'bedtime@2026-06-11': -660,
      'wakeTime@2026-06-11': -340,
    });
  });

  it('five periods of one day', () => {
    const period = (id: string, type: string, seconds: number, hrv: number) =>
      raw('sleep', day, { type, total_sleep_duration: seconds, average_hrv: hrv }, id);
    expect(
      valuesOf(
        period('a', 'long_sleep', 12_000, 31),
        period('b', 'long_sleep', 21_600, 42),
        period('c', 'rest', 30_000, 53),
        period('d', 'deleted', 28_800, 64),
        // Yesterday evening on the sofa, dated on today.
        period('e', 'sleep', 2_400, 75),
      ),
    ).toEqual({ 'totalSleep@2026-06-10': 360, 'hrv@2026-06-10': 42, 'napTime@2026-06-10': 40 });
  });
});

const sample = (id: string, fields: Record<string, unknown>) => raw('daily_readiness', day, fields, id);
const revisions = (documents: ReturnType<typeof raw>[]) => recordDocuments(store(), store().anna, documents);

describe('4. documents change for days: they are fetched again and told apart by their content', () => {
  it('the same content is no revision, in whatever order it is written; another content is one', async () => {
    expect(await revisions([sample('r', { score: 70, temperature_deviation: 0.1 })])).toMatchObject({
      added: 1,
    });
    expect(await revisions([sample('r', { temperature_deviation: 0.1, score: 70 })])).toMatchObject({
      unchanged: 1,
      revised: 0,
    });
    expect(await revisions([sample('r', { score: 72, temperature_deviation: 0.4 })])).toMatchObject({
      revised: 1,
    });
    const series = await store().series.load(store().anna, day, day);
    expect(series.get('temperatureDeviation')?.values[0]).toBe(0.4);
  });

  it('a sync asks for at least ten days before the last that was heard of', async () => {
    const { url, seen } = await syncing((one) =>
      one.url.pathname.endsWith('/daily_activity') ? page([{ id: 'a', day, steps: 5000 }]) : page([]),
    );
    await sync(url);
    seen.length = 0;
    await sync(url);
    const [asked] = seen.filter((one) => one.url.pathname.endsWith('/daily_activity'));
    // Ten days, and the two of the window's padding.
    expect((asked?.url.searchParams.get('start_date') ?? '') <= '2026-05-29').toBe(true);
  });
});

/** Anna's connection, and a server that gives each request what it has. */
async function syncing(play: (seen: Seen) => Play) {
  const server = await startServer((seen, response) => play(seen)(seen, response));
  await store().connections.upsert(store().anna, {
    accessToken: 'first',
    refreshToken: 'spent once used',
    expiresAt: '2027-01-01T00:00:00.000Z',
    scopes: ['daily', 'spo2', 'heart_health'],
  });
  return server;
}

function sync(url: string) {
  const oauth = createOuraOAuth({
    clientId: 'client',
    clientSecret: 'secret',
    clock: store().clock,
    endpoints: {
      authorizationUrl: `${url}/authorize`,
      revocationUrl: `${url}/revoke`,
      tokenUrl: `${url}/token`,
    },
  });
  const limit = { ouraLimit: { requests: 100_000, seconds: 1 }, ouraBaseUrl: url, fetch, oauth };
  const signal = new AbortController().signal;
  return syncRecent({ ...store(), ...limit }, store().anna, day, signal);
}

describe('5. nights come late, and a day without the ring is no zero', () => {
  const slept = { type: 'long_sleep', total_sleep_duration: 27_000 };

  it('a night that comes five days later is on its own day, and the days without one stay empty', async () => {
    const later = addDays(day, 5);
    await revisions([raw('sleep', later, slept, 'later')]);
    await revisions([raw('sleep', day, slept, 'late')]);
    const series = await store().series.load(store().anna, day, later);
    expect([...(series.get('totalSleep')?.values ?? [])]).toEqual([
      450,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      450,
    ]);
  });

  it('no document of any collection gives a value to another day', () => {
    expect(valuesOf(raw('sleep', day, slept))).toEqual({ 'totalSleep@2026-06-10': 450 });
    expect(mapped()).toEqual({ values: [], refusals: [] });
  });
});

describe('6. sentinels are missing values, not refused ones', () => {
  it.each([
    ['sleep', { type: 'long_sleep', average_heart_rate: 0.0, lowest_heart_rate: null, average_hrv: null }],
    ['daily_spo2', { spo2_percentage: { average: 0 }, breathing_disturbance_index: 0 }],
    ['daily_spo2', { spo2_percentage: { average: null }, breathing_disturbance_index: null }],
    ['ring_configuration', { set_up_at: '1970-01-01T00:00:00+00:00' }],
  ])('%s', (collection, fields) => {
    expect(mapped(raw(collection, day, fields))).toEqual({ values: [], refusals: [] });
  });
});

describe('7. the series inside of a sleep may be null, hold nulls, or nothing else', () => {
  const series = (items: unknown) => ({ interval: 300.0, timestamp: '2026-06-09T22:30:00.000+02:00', items });

  it.each([
    ['whole', series([null, 41, null, 43])],
    ['all null', series([null, null])],
    ['empty', series([])],
    ['absent', null],
  ])('%s', (_, hrv) => {
    const { values, refusals } = mapped(
      raw('sleep', '2026-01-15', { ...ordinaryNight, hrv, heart_rate: hrv }),
    );
    expect(refusals).toEqual([]);
    // The average is Oura's own: it is up to 5 ms off the mean of the items.
    expect(values.find(({ metric }) => metric === 'hrv')?.value).toBe(42);
  });
});

describe('8. of the three hypnograms only the one of 30 seconds is exact', () => {
  // 100 min deep, 200 light, 80 REM, 20 awake.
  const exact = '1'.repeat(200) + '2'.repeat(400) + '3'.repeat(160) + '4'.repeat(40);
  const periods = {
    type: 'long_sleep',
    time_in_bed: 24_000,
    total_sleep_duration: 22_800,
    // Twenty minutes more of deep sleep than there was.
    sleep_phase_5_min: '1'.repeat(24) + '2'.repeat(36) + '3'.repeat(16) + '4'.repeat(4),
    app_sleep_phase_5_min: '1'.repeat(80),
  };

  it('it gives what the totals do not', () => {
    expect(valuesOf(raw('sleep', day, { ...periods, sleep_phase_30_sec: exact }))).toMatchObject({
      'deepSleep@2026-06-10': 100,
      'lightSleep@2026-06-10': 200,
      'remSleep@2026-06-10': 80,
      'awakeTime@2026-06-10': 20,
    });
  });

  it('and the other two are never read', () => {
    const values = valuesOf(raw('sleep', day, { ...periods, sleep_phase_30_sec: null }));
    expect(Object.keys(values).sort()).toEqual(['timeInBed@2026-06-10', 'totalSleep@2026-06-10']);
    expect(
      valuesOf(raw('sleep', day, { ...periods, sleep_phase_30_sec: null, deep_sleep_duration: 6000 })),
    ).toMatchObject({ 'deepSleep@2026-06-10': 100 });
  });
});

describe('9. a day of activity is whole by its classes and worn by its non-wear time', () => {
  const met = { interval: 60, timestamp: `${day}T04:00:00+02:00`, items: Array<number>(1440).fill(0.9) };
  const activity = { steps: 6000, active_calories: 300, met, non_wear_time: 0 };

  it.each([
    ['a whole day', { class_5_min: '2'.repeat(288) }, 6000],
    ['the day the clocks go forward', { class_5_min: '2'.repeat(276) }, 6000],
    ['a day that goes on', { class_5_min: '2'.repeat(275) }, undefined],
    ['a day with the ring in a drawer', { class_5_min: '0'.repeat(288), non_wear_time: 86_400 }, undefined],
    ['no classes and no minutes', { class_5_min: null, met: null }, 6000],
  ])('%s, however full its minutes are', (_, change, steps) => {
    const { values, refusals } = mapped(raw('daily_activity', day, { ...activity, ...change }));
    expect(values.find(({ metric }) => metric === 'steps')?.value).toBe(steps);
    expect(refusals).toEqual([]);
  });
});

describe('10. scores are no measurements, seconds are seconds, contributors may be null', () => {
  const nothing = {
    score: null,
    contributors: { hrv_balance: null, previous_day_activity: null, sleep_balance: null },
  };

  it('contributors and scores never become values', () => {
    const contributors = { deep_sleep: 97, efficiency: 88, rem_sleep: 91, total_sleep: 64, hrv_balance: 12 };
    expect(
      valuesOf(
        raw('daily_sleep', day, { score: 80, contributors }),
        raw('daily_readiness', day, { score: 70, contributors, temperature_deviation: null }),
        raw('daily_activity', day, { score: 60, contributors: { stay_active: 99 } }),
        raw('daily_resilience', day, { level: 'solid', contributors: { stress: 55.5 } }),
        raw('daily_readiness', after, { ...nothing, temperature_deviation: 0.2 }),
      ),
    ).toEqual({ 'temperatureDeviation@2026-06-11': 0.2 });
    expect(mapped(raw('daily_readiness', day, { ...nothing, contributors: null })).refusals).toEqual([]);
  });

  it('31,500 s of stress are 525 min, and oxygen is in an object', () => {
    expect(
      valuesOf(
        raw('daily_stress', day, { stress_high: 31_500, recovery_high: 900, day_summary: 'stressful' }),
        raw('daily_spo2', day, { spo2_percentage: { average: 96.875 }, breathing_disturbance_index: 4 }),
      ),
    ).toEqual({
      'stressHigh@2026-06-10': 525,
      'recoveryHigh@2026-06-10': 15,
      'spo2@2026-06-10': 96.875,
      'breathingDisturbance@2026-06-10': 4,
    });
  });
});

describe('11. a refresh token is used once, and its successor is kept before it is used', () => {
  it.each([86_400, 2_592_000])('and the access token lives %i s, as the answer says', async (seconds) => {
    const used: string[] = [];
    const { url } = await syncing((one) => {
      if (one.url.pathname === '/token') {
        used.push(new URLSearchParams(one.body).get('refresh_token') ?? '');
        return answer(200, {
          access_token: 'second',
          refresh_token: 'next',
          token_type: 'bearer',
          expires_in: seconds,
        });
      }
      return one.headers.authorization === 'Bearer second' ? page([]) : answer(401, { detail: 'expired' });
    });
    await sync(url);
    expect(used).toEqual(['spent once used']);
    const kept = await store().connections.find(store().anna);
    expect(kept?.tokens).toMatchObject({
      accessToken: 'second',
      refreshToken: 'next',
      // The stage's clock stands at 06:00 on 20 March.
      expiresAt: new Date(Date.parse('2026-03-20T06:00:00Z') + seconds * 1000).toISOString(),
    });
  });
});

describe('12. the token address depends on where the application was registered', () => {
  it('both are known, and the first can be set', async () => {
    expect(ouraEndpoints).toMatchObject({
      tokenUrl: 'https://api.ouraring.com/oauth/token',
      otherTokenUrl: 'https://moi.ouraring.com/oauth/v2/ext/oauth-token',
    });
    const { url, seen } = await startServer(answer(200, { access_token: 'a', token_type: 'bearer' }));
    const oauth = createOuraOAuth({
      clientId: 'client',
      clientSecret: 'secret',
      clock: store().clock,
      endpoints: { ...ouraEndpoints, tokenUrl: `${url}/elsewhere` },
    });
    await oauth.refresh({
      accessToken: '',
      refreshToken: 'r',
      expiresAt: '2026-01-01T00:00:00Z',
      scopes: [],
    });
    expect(seen.map((one) => one.url.pathname)).toEqual(['/elsewhere']);
  });
});

describe('13. scopes', () => {
  it('are those that exist', () => {
    const asked = scopesFor(['sleep', 'daily_spo2', 'vO2_max', 'daily_cardiovascular_age', 'heartrate']);
    expect(asked).toEqual(['daily', 'heart_health', 'heartrate', 'spo2']);
  });

  it('that were not given are told by name, and no token is spent on them', async () => {
    const { url, seen } = await syncing((one) =>
      one.url.pathname.endsWith('/daily_spo2')
        ? answer(401, { detail: 'Token is not authorized access spo2 scope.' })
        : page([]),
    );
    expect((await sync(url)).leftOut).toEqual(['daily_spo2']);
    expect(seen.some((one) => one.url.pathname === '/token')).toBe(false);
  });
});

describe('14. pages to the end, pauses as they are told, refusals in words', () => {
  it('a thousand rows and what is behind them', async () => {
    const row = (minute: number) => ({
      bpm: 60,
      source: 'awake',
      timestamp: new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000).toISOString(),
    });
    const rows = Array.from({ length: 1231 }, (_, minute) => row(minute));
    const { url, seen } = await startServer(
      inTurn(page(rows.slice(0, 1000), '1:opaque'), page(rows.slice(1000))),
    );
    const { documents } = await clientAt(url).fetchCollection('heartrate', day, day);
    expect(documents.map(({ body }) => (body.rows as unknown[]).length)).toEqual([1231]);
    expect(seen.map((one) => one.url.searchParams.get('next_token'))).toEqual([null, '1:opaque']);
  });

  it.each([
    [429, { 'retry-after': '30', 'x-ratelimit-limit': '5000' }, { retryAfterMs: 30_000 }],
    [403, {}, { code: 'forbidden' }],
    [426, {}, { code: 'outdated' }],
  ])('%i', async (status, headers, expected) => {
    const { url } = await startServer(answer(status, { detail: 'x' }, headers));
    await expect(clientAt(url).fetchCollection('sleep', day, day)).rejects.toMatchObject(expected);
  });
});

describe('15. names, timestamps, rows', () => {
  it('the path is vO2_max, what webhooks call it is vo2_max', async () => {
    const { url, seen } = await startServer(page([{ id: 'v', day, vo2_max: 38 }]));
    await clientAt(url).fetchCollection('vO2_max', day, day);
    expect(seen[0]?.url.pathname).toBe('/v2/usercollection/vO2_max');
    expect(getCollection('vO2_max').webhookType).toBe('vo2_max');
  });

  it.each([
    ['2024', '2026-06-09T22:30:00+02:00', '2026-06-10T06:30:00+02:00'],
    ['2026', '2026-06-09T22:30:00.000+02:00', '2026-06-10T06:30:00.000+02:00'],
    ['a flight east', '2026-06-09T22:30:00-04:00', '2026-06-10T06:30:00.000+01:00'],
  ])('timestamps of %s are read by their own offset', (_, start, end) => {
    expect(valuesOf(night(day, start, end))).toMatchObject({
      'bedtime@2026-06-10': -90,
      'wakeTime@2026-06-10': 390,
    });
  });

  it('rows are taken without timestamp_unix, in either spelling of UTC', () => {
    const file = imported({
      data: [
        { bpm: 60, source: 'awake', timestamp: '2024-12-01T10:00:00+00:00' },
        { bpm: 61, source: 'rest', timestamp: '2024-12-01T10:05:00.000Z' },
      ],
      next_token: null,
    });
    expect(file.refusals).toEqual([]);
    expect(file.documents.map(({ collection, documentId }) => [collection, documentId])).toEqual([
      ['heartrate', '2024-12-01'],
    ]);
  });

  it('every collection can be asked for', async () => {
    const { url, seen } = await startServer((one, response) =>
      one.url.pathname.endsWith('personal_info')
        ? json(response, 200, { id: 'p', biological_sex: null })
        : page([])(one, response),
    );
    const names: CollectionName[] = ['ring_battery_level', 'ring_configuration', 'personal_info'];
    for (const name of names) await clientAt(url).fetchCollection(name, day, day);
    expect(seen.map((one) => one.url.pathname.split('/').at(-1))).toEqual(names);
  });
});
