import { describe, expect, it } from 'vitest';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(sqliteSite);

async function ask(method: string, path: string, body?: unknown) {
  const app = createHttpApp(httpDependencies(store()));
  const response = await app.request(`http://localhost:8321/api/people/anna/${path}`, {
    method,
    headers: { host: 'localhost:8321', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('goals over HTTP', () => {
  it('are set, read with how they stand, and taken out', async () => {
    const goal = { comparator: '>=', target: 82, by: '2026-06-01' };
    const kept = { ...goal, metric: 'sleepEfficiency', day: '2026-03-20' };
    expect(await ask('PUT', 'goals/sleepEfficiency', goal)).toEqual({ status: 200, body: kept });
    expect((await ask('GET', 'goals')).body.goals).toMatchObject([
      { goal: kept, verdict: 'not-enough-data' },
    ]);
    expect((await ask('DELETE', 'goals/sleepEfficiency')).status).toBe(204);
    expect((await ask('GET', 'goals')).body).toEqual({ goals: [] });
    expect((await ask('DELETE', 'goals/sleepEfficiency')).status).toBe(404);
  });

  it.each([
    ['serenity', { comparator: '>=', target: 82, by: '2026-06-01' }, 'metric: is not a metric'],
    ['hrv', { comparator: '>=', target: 9000, by: '2026-06-01' }, 'target: is not a value'],
    ['hrv', { comparator: '>=', target: 50, by: '2026-03-20' }, 'by: is not after'],
    ['hrv', [], 'comparator:'],
  ])('of %s with %j is refused in one line', async (metric, goal, reason) => {
    const { status, body } = await ask('PUT', `goals/${metric}`, goal);
    expect(status).toBe(400);
    expect(body.error.message).toContain(reason);
  });
});
