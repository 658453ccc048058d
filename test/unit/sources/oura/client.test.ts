import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../../src/shared/day.ts';
import { createOuraClient, type OuraClientOptions } from '../../../../src/sources/oura/client.ts';
import { inTurn, json, type Play, startServer } from './server.ts';

const from = parseDay('2026-03-10');
const to = parseDay('2026-03-12');
const sleep = (id: string, day: string) => ({ id, day, type: 'long_sleep', secret_note: 'Zaphod' });
const page =
  (data: unknown[], next: string | null = null): Play =>
  (_, response) =>
    json(response, 200, { data, next_token: next });

async function start(play: Play, options: Partial<OuraClientOptions> = {}) {
  const server = await startServer(play);
  const client = createOuraClient({
    baseUrl: server.url,
    accessToken: async () => 'token-1',
    ...options,
  });
  return { ...server, client };
}

describe('fetchCollection', () => {
  it('asks two days more on both sides, follows every page and trims by day', async () => {
    const { client, seen } = await start(
      inTurn(
        page([sleep('a', '2026-03-09'), sleep('b', '2026-03-10')], 'one'),
        page([sleep('c', '2026-03-11')], 'two'),
        page([sleep('d', '2026-03-12'), sleep('b', '2026-03-10'), sleep('e', '2026-03-13')]),
      ),
    );
    const { documents, refusals, requests } = await client.fetchCollection('sleep', from, to);
    expect(documents.map(({ documentId, day }) => `${documentId} ${day}`)).toEqual([
      'b 2026-03-10',
      'c 2026-03-11',
      'd 2026-03-12',
    ]);
    expect(documents[0]?.body).toEqual(sleep('b', '2026-03-10'));
    expect(refusals).toEqual([]);
    expect(requests).toBe(3);
    expect(seen.map(({ url }) => url.pathname + url.search)).toEqual([
      '/v2/usercollection/sleep?start_date=2026-03-08&end_date=2026-03-14',
      '/v2/usercollection/sleep?start_date=2026-03-08&end_date=2026-03-14&next_token=one',
      '/v2/usercollection/sleep?start_date=2026-03-08&end_date=2026-03-14&next_token=two',
    ]);
    expect(seen[0]?.headers.authorization).toBe('Bearer token-1');
  });

  it('refuses a bad document by its place and keeps its neighbours', async () => {
    const { client } = await start(
      page([
        17,
        { id: 'x' },
        { id: 'y', day: '12 March' },
        { day: '2026-03-11', steps: 3 },
        { id: 'z', day: to },
      ]),
    );
    const { documents, refusals } = await client.fetchCollection('daily_activity', from, to);
    expect(documents.map(({ documentId }) => documentId)).toEqual([
      expect.stringMatching(/^daily_activity-[0-9a-f]{12}$/),
      'z',
    ]);
    expect(refusals).toEqual([
      { file: 'oura/daily_activity', record: 'document 1', field: '', reason: 'must be an object' },
      { file: 'oura/daily_activity', record: 'document 2', field: 'day', reason: 'is missing' },
      {
        file: 'oura/daily_activity',
        record: 'document 3',
        field: 'day',
        reason: 'is not a day; YYYY-MM-DD is expected',
      },
    ]);
  });

  it('sends no dates where the collection knows none, and the day of a tag is its start', async () => {
    const { client, seen } = await start(
      inTurn(page([{ id: 'r', hardware_type: 'or5' }]), page([{ id: 't', start_day: '2026-03-11' }])),
    );
    expect((await client.fetchCollection('ring_configuration', from, to)).documents[0]?.day).toBeUndefined();
    expect((await client.fetchCollection('enhanced_tag', from, to)).documents[0]?.day).toBe('2026-03-11');
    expect(seen[0]?.url.search).toBe('');
  });

  it('does not go round in circles or on for ever', async () => {
    const circle = await start(inTurn(page([], 'a'), page([], 'b'), page([], 'a')));
    await expect(circle.client.fetchCollection('sleep', from, to)).rejects.toMatchObject({ retryable: true });
    expect(circle.seen).toHaveLength(3);
    let count = 0;
    const endless = await start((seen, response) => page([], `t${count++}`)(seen, response), { maxPages: 5 });
    await expect(endless.client.fetchCollection('sleep', from, to)).rejects.toMatchObject({
      retryable: false,
    });
    expect(endless.seen).toHaveLength(5);
  });
});

const fault =
  (status: number, body: unknown = { detail: 'Zaphod' }, headers: Record<string, string> = {}): Play =>
  (_, response) =>
    json(response, status, body, headers);

describe('fetchCollection of rows', () => {
  const row = (timestamp: string) => ({ timestamp, bpm: 60 });

  it('asks for no more than thirty days at once, and keeps what lies on the seam once', async () => {
    const seam = '2026-01-31T00:00:00Z';
    const { client, seen } = await start(
      inTurn(page([row('2026-01-02T10:00:00Z'), row(seam)]), page([row(seam), row('2026-02-10T10:00:00Z')])),
    );
    const fetched = await client.fetchCollection('heartrate', parseDay('2026-01-01'), parseDay('2026-02-10'));
    expect(fetched.documents.map(({ day, body }) => [day, body.rows])).toEqual([
      ['2026-01-02', [row('2026-01-02T10:00:00Z')]],
      ['2026-01-31', [row(seam)]],
      ['2026-02-10', [row('2026-02-10T10:00:00Z')]],
    ]);
    expect(seen.map(({ url }) => [...url.searchParams.values()])).toEqual([
      ['2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z'],
      ['2026-01-31T00:00:00Z', '2026-02-11T00:00:00Z'],
    ]);
  });
});

describe('what went wrong on the way', () => {
  const broken: Play = (_, response) => response.writeHead(200).end('{"data":[{"id":"Zaphod');

  it('is asked for again twice, that page alone, after a pause that grows', async () => {
    const pauses: number[] = [];
    const wait = async (milliseconds: number) => void pauses.push(milliseconds);
    const first = page([sleep('a', from)], 'one');
    const play = inTurn(first, fault(502), broken, page([sleep('b', to)]));
    const { client, seen } = await start(play, { wait });
    const { documents, requests } = await client.fetchCollection('sleep', from, to);
    expect(documents.map(({ documentId }) => documentId)).toEqual(['a', 'b']);
    expect(requests).toBe(2);
    expect(seen.map(({ url }) => url.searchParams.get('next_token'))).toEqual([null, 'one', 'one', 'one']);
    expect(pauses).toHaveLength(2);
    expect(pauses[1]).toBeGreaterThan(pauses[0] ?? 0);
    const hopeless = await start(fault(502), { wait });
    await expect(hopeless.client.fetchCollection('sleep', from, to)).rejects.toMatchObject({
      retryable: true,
    });
    expect(hopeless.seen).toHaveLength(3);
  });

  it('is left alone where Oura names a time, or refuses', async () => {
    const wait = async () => undefined;
    for (const play of [fault(429, {}, { 'retry-after': '17' }), fault(403), fault(404), fault(400)]) {
      const { client, seen } = await start(play, { wait });
      await expect(client.fetchCollection('sleep', from, to)).rejects.toThrow();
      expect(seen).toHaveLength(1);
    }
  });

  it('a listing that no longer knows where to go on may be begun again', async () => {
    const { client } = await start(inTurn(page([], 'one'), fault(400)));
    await expect(client.fetchCollection('sleep', from, to)).rejects.toMatchObject({ retryable: true });
  });
});

describe('faults', () => {
  const failing = async (play: Play, options: Partial<OuraClientOptions> = {}) => {
    const { client, seen } = await start(play, options);
    const error: unknown = await client.fetchCollection('daily_spo2', from, to).catch((caught) => caught);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(
      /Zaphod|token-1|next-secret/,
    );
    return { error, seen };
  };

  it.each([
    [500, 'TransientError'],
    [503, 'TransientError'],
    [400, 'PermanentError'],
    [403, 'PermanentError'],
    [404, 'PermanentError'],
    [422, 'PermanentError'],
    [426, 'PermanentError'],
    [302, 'PermanentError'],
  ])('%i is a %s', async (status, name) => {
    expect((await failing(fault(status))).error).toMatchObject({ name });
  });

  it.each([
    [{ 'retry-after': '17' }, 17_000],
    [{ 'retry-after': 'Tue, 10 Mar 2026 12:00:30 GMT', date: 'Tue, 10 Mar 2026 12:00:00 GMT' }, 30_000],
    [{ 'x-ratelimit-window': '300' }, 300_000],
    [{ 'retry-after': 'soon' }, undefined],
  ])('429 waits as long as it is told', async (headers, retryAfterMs) => {
    expect((await failing(fault(429, {}, headers))).error).toMatchObject({
      name: 'TransientError',
      retryAfterMs,
    });
  });

  it('half an answer is transient, whether the line or the text breaks off', async () => {
    const text: Play = (_, response) => response.writeHead(200).end('{"data":[{"id":"Zaphod');
    const line: Play = (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"data":[{"id":"Zaphod');
      setTimeout(() => response.destroy(), 10);
    };
    const html: Play = (_, response) => response.writeHead(200).end('<html>Zaphod</html>');
    const shape: Play = (_, response) => json(response, 200, { detail: 'Zaphod' });
    const half = inTurn(page([], 'next-secret'), fault(502));
    for (const play of [text, line, html, shape, half]) {
      expect((await failing(play)).error).toMatchObject({ name: 'TransientError' });
    }
  });

  it('a server that does not answer, is not there, or a caller that stops', async () => {
    const silent: Play = () => undefined;
    expect((await failing(silent, { timeoutMs: 30 })).error).toMatchObject({ name: 'TransientError' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    expect((await failing(silent, { signal: stop.signal })).error).toMatchObject({
      name: 'TransientError',
      message: 'The request to Oura was stopped.',
    });
    expect((await failing(silent, { baseUrl: 'http://127.0.0.1:9' })).error).toMatchObject({
      name: 'TransientError',
    });
  });

  it('a token that no header can hold is not quoted by anybody', async () => {
    const { error, seen } = await failing(page([]), { accessToken: async () => 'token-1\nx' });
    expect(error).toMatchObject({ code: 'unauthorised' });
    expect(seen).toHaveLength(0);
  });
});

describe('401', () => {
  const guarded =
    (valid: string): Play =>
    (seen, response) =>
      seen.headers.authorization === `Bearer ${valid}`
        ? page([])(seen, response)
        : json(response, 401, { detail: 'expired' });

  it('refreshes once for all collections that were refused together, then goes on', async () => {
    let token = 'token-1';
    const refused: string[] = [];
    const { client, seen } = await start(guarded('token-2'), {
      accessToken: async () => token,
      onUnauthorised: async (old) => {
        refused.push(old);
        await new Promise((done) => setTimeout(done, 20));
        token = 'token-2';
      },
    });
    await Promise.all([
      client.fetchCollection('sleep', from, to),
      client.fetchCollection('daily_sleep', from, to),
      client.fetchCollection('daily_spo2', from, to),
    ]);
    expect(refused).toEqual(['token-1']);
    expect(seen).toHaveLength(6);
  });

  it('gives up after one refresh, and at once where there is none', async () => {
    let refreshes = 0;
    const { client, seen } = await start(guarded('never'), {
      onUnauthorised: async () => {
        refreshes++;
      },
    });
    // The refresh went well: the connection is alive, and the next try may be luckier.
    await expect(client.fetchCollection('sleep', from, to)).rejects.toMatchObject({ retryable: true });
    expect([refreshes, seen.length]).toEqual([1, 2]);
    const personal = await start(guarded('never'));
    await expect(personal.client.fetchCollection('sleep', from, to)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'unauthorised',
    });
  });

  it('a missing scope is named and never refreshed', async () => {
    let refreshes = 0;
    const { client, seen } = await start(
      fault(401, { detail: 'Token is not authorized access spo2 scope.' }),
      {
        onUnauthorised: async () => {
          refreshes++;
        },
      },
    );
    await expect(client.fetchCollection('daily_spo2', from, to)).rejects.toMatchObject({
      name: 'PermanentError',
      code: 'missing-scope',
      message: expect.stringContaining('"spo2"'),
    });
    expect([refreshes, seen.length]).toEqual([0, 1]);
  });
});

describe('fetchDocument', () => {
  it('reads one document by its id', async () => {
    const { client, seen } = await start((_, response) => json(response, 200, sleep('a/b', '2026-03-11')));
    expect(await client.fetchDocument('sleep', 'a/b')).toMatchObject({
      documentId: 'a/b',
      day: '2026-03-11',
    });
    expect(seen[0]?.url.pathname).toBe('/v2/usercollection/sleep/a%2Fb');
  });

  it('is undefined for what Oura does not have and refuses what is no id', async () => {
    const { client, seen } = await start(fault(404));
    expect(await client.fetchDocument('sleep', 'gone')).toBeUndefined();
    await expect(client.fetchDocument('sleep', '..')).rejects.toMatchObject({ code: 'invalid-input' });
    expect(seen).toHaveLength(1);
  });
});

it('speaks plain http to this machine only', () => {
  const create = (baseUrl: string) => () => createOuraClient({ baseUrl, accessToken: async () => 't' });
  expect(create('http://api.ouraring.com')).toThrow('https://');
  expect(create('http://127.0.0.1.example.com')).toThrow('https://');
  expect(create('ftp://localhost')).toThrow('https://');
  expect(create('nonsense')).toThrow('not an address');
  for (const fine of [
    'https://api.ouraring.com',
    'http://localhost:1',
    'http://[::1]:1',
    'http://127.0.0.1',
  ]) {
    expect(create(fine)).not.toThrow();
  }
});
