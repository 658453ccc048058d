import { describe, expect, it } from 'vitest';
import { topicOf } from '../../../src/domain/topic.ts';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';
import { writePages } from '../../support/write-pages.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(sqliteSite);

async function ask(path: string, init: RequestInit = {}) {
  const app = createHttpApp(httpDependencies(store()));
  const headers = { host: 'localhost:8321', ...(init.headers as Record<string, string>) };
  const response = await app.request(`http://localhost:8321/api/people/anna/${path}`, { ...init, headers });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

const put = (day: string, body: unknown) =>
  ask(`visits/${day}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
const message = (answer: { body: Record<string, { message: string }> }) => answer.body.error?.message;

const visit = {
  clinician: 'Dr. Okafor',
  said: ' The dose may be too high. ',
  agreed: [{ day: '2026-03-19', what: 'walk after dinner', watch: ['sleepEfficiency'] }],
};

describe('a visit over HTTP', () => {
  it('is kept, and told again it takes the place of what was told before, which stays in the history', async () => {
    const kept = {
      ...visit,
      day: '2026-03-18',
      said: 'The dose may be too high.',
      points: [],
    };
    expect(await put('2026-03-18', visit)).toEqual({
      status: 200,
      body: { ...kept, redFlags: [] },
    });
    const changed = { clinician: 'Dr. Okafor', said: 'Nothing new.' };
    expect((await put('2026-03-18', changed)).status).toBe(200);
    expect((await ask('visits')).body.visits).toEqual([
      { ...changed, day: '2026-03-18', agreed: [], points: [] },
    ]);
    expect(await store().profiles.history(store().anna, 'visit')).toHaveLength(2);
  });

  it('comes with the points of the page that was taken along, by whose topics they are closed', async () => {
    const shift = shiftOn('2026-03-17', 'hrv');
    await writePages(store(), store().anna, [
      pageOn('2026-03-17', [pointOn('2026-03-17', shift)]).page,
      pageOn('2026-03-19', []).page,
    ]);
    const { points } = (await ask('visits/2026-03-18')).body as unknown as { points: { topics: string[] }[] };
    expect(points).toMatchObject([{ topics: [topicOf(shift)], metrics: ['hrv'] }]);
    const [point] = points;
    await put('2026-03-18', {
      ...visit,
      points: [{ topics: point?.topics, outcome: 'closed', useful: true }],
    });
    expect((await ask('visits/2026-03-18')).body.visits).toMatchObject([
      { points: [{ topics: [topicOf(shift)], outcome: 'closed', useful: true }] },
    ]);
  });

  it.each([
    ['a day that has not come', '2026-03-21', visit, /has not come yet/],
    ['another day inside', '2026-03-18', { ...visit, day: '2026-03-17' }, /day is another one/],
    ['a field there is none of', '2026-03-18', { ...visit, Zaphod: 1 }, /Zaphod is not a known field/],
    ['nobody it was with', '2026-03-18', {}, /clinician is missing/],
    [
      'a metric there is none of',
      '2026-03-18',
      { ...visit, agreed: [{ day: '2026-03-18', what: 'walk', watch: ['Zaphods'] }] },
      /^agreed\[0\]\.watch names what is no metric/,
    ],
    ['no object', '2026-03-18', ['Zaphods'], /A visit must be an object/],
  ])('refuses %s in one line that quotes nothing', async (_what, day, body, line) => {
    const answer = await put(day, body);
    expect(answer.status).toBe(400);
    expect(message(answer)).toMatch(line);
    expect(message(answer)).not.toContain('Zaphods');
    expect((await ask('visits')).body.visits).toEqual([]);
  });
});
