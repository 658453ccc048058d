import { describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives; 02:00 for Berta in New York. */
const store = setStore(sqliteSite);

const logged: unknown[] = [];
const log = (...words: unknown[]): void => {
  logged.push(words);
};
const logger = { ...silentLogger, info: log, warn: log, error: log, debug: log };

async function ask(
  path: string,
  init: RequestInit & { duplex?: 'half' } = {},
): Promise<{ status: number; body: unknown }> {
  const app = createHttpApp(httpDependencies(store(), { logger }));
  const headers = { host: 'localhost:8321', ...(init.headers as Record<string, string>) };
  const response = await app.request(`http://localhost:8321${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

const put = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(`/api/people/${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

const get = (path: string) => ask(`/api/people/${path}`);
const kept = () => store().db.selectFrom('check_in').selectAll().execute();
const message = (answer: { body: unknown }) => (answer.body as { error: { message: string } }).error.message;

describe('putting a check-in', () => {
  it('keeps it, answers what is kept, and puts its scores into the series', async () => {
    const answer = {
      mood: 7,
      energy: 5.5,
      fatigue: null,
      pain: 0,
      symptoms: ' dizzy ',
      notes: 'slept badly',
    };
    expect(await put('anna/check-ins/2026-03-20', answer)).toEqual({
      status: 200,
      body: {
        day: '2026-03-20',
        reporter: 'self',
        mood: 7,
        energy: 5.5,
        pain: 0,
        symptoms: 'dizzy',
        notes: 'slept badly',
        revision: 1,
        recordedAt: '2026-03-20T06:00:00.000Z',
        redFlags: [],
      },
    });
    const { series, anna } = store();
    const day = parseDay('2026-03-20');
    const loaded = await series.load(anna, day, day);
    expect([...loaded].map(([metric, { values }]) => [metric, ...values])).toEqual([
      ['energy', 5.5],
      ['mood', 7],
      ['pain', 0],
    ]);
  });

  it('takes the place of the reporter’s last word, keeps that in the history, and says the same only once', async () => {
    await put('anna/check-ins/2026-03-19', { mood: 7, pain: 2 });
    store().clock.advance(60_000);
    await put('anna/check-ins/2026-03-19', { mood: 4, reporter: 'caregiver' });
    store().clock.advance(60_000);
    expect((await put('anna/check-ins/2026-03-19', { mood: 6 })).body).toMatchObject({ revision: 2 });
    expect((await put('anna/check-ins/2026-03-19', { mood: 6 })).body).toMatchObject({ revision: 2 });
    const { status, body } = await get('anna/check-ins/2026-03-19');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      checkIns: [
        { reporter: 'self', mood: 6, revision: 2 },
        { reporter: 'caregiver', mood: 4, revision: 1 },
      ],
    });
    expect((await get('anna/check-ins/2026-03-19/history')).body).toMatchObject({
      revisions: [
        { reporter: 'self', revision: 1, mood: 7, pain: 2, recordedAt: '2026-03-20T06:00:00.000Z' },
        { reporter: 'caregiver', revision: 1, mood: 4, recordedAt: '2026-03-20T06:01:00.000Z' },
        { reporter: 'self', revision: 2, mood: 6, recordedAt: '2026-03-20T06:02:00.000Z' },
      ],
    });
  });

  it('withdraws what is there by an empty answer, and takes no empty one for the first', async () => {
    expect(await put('anna/check-ins/2026-03-19', {})).toMatchObject({ status: 400 });
    await put('anna/check-ins/2026-03-19', { mood: 7 });
    expect((await put('anna/check-ins/2026-03-19', {})).body).toMatchObject({ revision: 2, symptoms: '' });
    expect(await get('anna/check-ins/2026-03-19')).toMatchObject({ status: 404 });
    const { body } = await get('anna/check-ins/2026-03-19/history');
    expect((body as { revisions: unknown[] }).revisions).toHaveLength(2);
  });

  it('takes the last 366 days as the person counts them', async () => {
    const statusOf = async (path: string) => (await put(path, { mood: 5 })).status;
    expect(await statusOf('anna/check-ins/2026-03-20')).toBe(200);
    expect(await statusOf('anna/check-ins/2026-03-21')).toBe(400);
    expect(await statusOf('anna/check-ins/2025-03-19')).toBe(200);
    expect(await statusOf('anna/check-ins/2025-03-18')).toBe(400);
    // At 03:59 UTC it is still yesterday in New York.
    store().clock.advance(-(2 * 60 + 1) * 60_000);
    expect(await statusOf('berta/check-ins/2026-03-20')).toBe(400);
    expect(await statusOf('berta/check-ins/2026-03-19')).toBe(200);
  });

  it('refuses by the names of the fields, quotes nothing, keeps nothing, and logs nothing', async () => {
    const wrong = {
      mood: 11,
      energy: 'Zaphod',
      pain: -1,
      reporter: 'Zaphod',
      notes: ['Zaphod'],
      day: '2026-03-01',
    };
    const answer = await put('anna/check-ins/2026-03-19', wrong);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid-input' } } });
    expect(message(answer)).toBe(
      'reporter must be one of: self, caregiver. mood is above 10; scores run from 0 to 10. energy is not a number from 0 to 10. pain is below 0; scores run from 0 to 10. notes must be text. day is not a known field.',
    );
    const strangers = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`x${index}`, 1]));
    expect(message(await put('anna/check-ins/2026-03-19', strangers)).length).toBeLessThan(500);
    expect(message(await put('anna/check-ins/2026-03-19', [7]))).toBe('A check-in must be an object.');
    expect(message(await put('anna/check-ins/2026-02-30', { mood: 5 }))).toBe(
      'day is not a day; write YYYY-MM-DD.',
    );
    expect(await kept()).toEqual([]);
    // Neither what was sent nor of whom.
    expect(JSON.stringify(logged)).not.toMatch(/Zaphod|anna/);
  });

  it('asks for JSON of at most 64 KB, however it is sent', async () => {
    const path = '/api/people/anna/check-ins/2026-03-19';
    const json = { 'content-type': 'application/json' };
    const send = (body: BodyInit, headers: Record<string, string>) =>
      ask(path, { method: 'PUT', body, headers, duplex: 'half' });
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/jsonp']) {
      expect(await send('{"mood":5}', { 'content-type': type })).toMatchObject({
        status: 415,
        body: { error: { code: 'unsupported-type' } },
      });
    }
    const large = JSON.stringify({ notes: 'x'.repeat(64 * 1024) });
    expect(await send(large, json)).toMatchObject({ status: 413, body: { error: { code: 'too-large' } } });
    expect(await send(large, { ...json, 'content-length': String(large.length) })).toMatchObject({
      status: 413,
    });
    expect(await send('{"notes": "Zaphod', json)).toEqual({
      status: 400,
      body: { error: { code: 'invalid-input', message: 'The body is not valid JSON.' } },
    });
    expect(await kept()).toEqual([]);
    expect(await send('{"mood":5}', { 'content-type': 'Application/JSON; charset=utf-8' })).toMatchObject({
      status: 200,
    });
  });
});

describe('reading check-ins', () => {
  it('gives those of the days asked for, of the last ninety by default', async () => {
    for (const day of ['2025-12-20', '2025-12-21', '2026-03-18', '2026-03-20']) {
      await put(`anna/check-ins/${day}`, { mood: 5 });
    }
    const daysOf = async (query: string) =>
      ((await get(`anna/check-ins${query}`)).body as { checkIns: { day: string }[] }).checkIns.map(
        ({ day }) => day,
      );
    expect(await daysOf('')).toEqual(['2025-12-21', '2026-03-18', '2026-03-20']);
    expect(await daysOf('?from=2025-12-20&to=2026-03-18')).toEqual([
      '2025-12-20',
      '2025-12-21',
      '2026-03-18',
    ]);
    expect(await daysOf('?to=2025-12-20')).toEqual(['2025-12-20']);
    expect((await get('berta/check-ins')).body).toEqual({ checkIns: [] });
  });

  it.each([
    ['anna/check-ins?from=soon', 400, 'from is not a day; write YYYY-MM-DD.'],
    ['anna/check-ins?to=2026-02-30', 400, 'to is not a day; write YYYY-MM-DD.'],
    ['anna/check-ins?from=2026-03-02&to=2026-03-01', 400, 'from is later than to.'],
    ['anna/check-ins/today', 400, 'day is not a day; write YYYY-MM-DD.'],
    ['anna/check-ins/2026-03-01', 404, 'There is no check-in of this day.'],
    ['anna/check-ins/2026-03-01/history', 404, 'There is no check-in of this day.'],
  ])('answers %s with %i', async (path, status, line) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(message(answer)).toBe(line);
  });

  it('knows nobody who is not here', async () => {
    expect(await get('clara/check-ins')).toMatchObject({
      status: 404,
      body: { error: { code: 'not-found' } },
    });
    expect(await put('clara/check-ins/2026-03-19', { mood: 5 })).toMatchObject({ status: 404 });
  });
});
