import { describe, expect, it } from 'vitest';
import { knowledgeSchema } from '../../../src/domain/knowledge.ts';
import { createHttpApp } from '../../../src/http/http-app.ts';
import { answerQuestion } from '../../../src/jobs/answer-question.ts';
import { httpDependencies } from '../../support/http-dependencies.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

const store = setStore(sqliteSite);
const logged: unknown[] = [];
const log = (...words: unknown[]): void => {
  logged.push(words);
};
const logger = { ...silentLogger, info: log, warn: log, error: log, debug: log };
const knowledge = knowledgeSchema.parse({
  evidence: [],
  medications: [],
  labs: [],
  redFlags: [],
  emergencyNumbers: { numbers: {}, zones: {} },
});

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const own = {
    ...store(),
    knowledge,
    askModel: () => Promise.resolve(undefined),
    askPrompt: { file: 'ask.md', hash: 'h', fill: () => '' },
    screen: () => [],
  };
  const app = createHttpApp(
    httpDependencies(store(), { logger, ask: (person, asked) => answerQuestion(own, person, asked) }),
  );
  return app.request(`http://localhost:8321${path}`, {
    method: 'POST',
    body,
    headers: { host: 'localhost:8321', 'content-type': 'application/json', ...headers },
  });
}

const asked = JSON.stringify({ question: 'What was my HRV last night?' });

describe('asking over HTTP', () => {
  it('answers as JSON that nobody keeps', async () => {
    const response = await post('/api/people/anna/ask', asked);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({
      schema: 'rounds.answer/1',
      understood: true,
      sentences: [{ text: 'There is no value of heart rate variability in the night to 20 March.', n: 0 }],
    });
  });

  it('takes the day that a question is about', async () => {
    const body = JSON.stringify({ question: 'What was my HRV last night?', asOf: '2026-02-01' });
    expect(await (await post('/api/people/anna/ask', body)).json()).toMatchObject({ asOf: '2026-02-01' });
  });

  it.each([
    ['no JSON', '{"question', {}, 400],
    ['no question', '{}', {}, 400],
    ['an empty question', '{"question":" "}', {}, 400],
    ['a question without end', JSON.stringify({ question: 'a'.repeat(501) }), {}, 400],
    ['a day that is none', '{"question":"x","asOf":"yesterday"}', {}, 400],
    ['a field that nobody knows', '{"question":"x","sql":"SELECT 1"}', {}, 400],
    ['a form of another site', asked, { 'content-type': 'text/plain' }, 415],
    ['another site', asked, { origin: 'https://elsewhere.example' }, 403],
    ['too large a body', JSON.stringify({ question: 'a'.repeat(5000) }), {}, 413],
  ])('refuses %s', async (_what, body, headers, status) => {
    const response = await post('/api/people/anna/ask', body, headers as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('SELECT');
  });

  it('knows only people that there are, and only POST', async () => {
    expect((await post('/api/people/nobody/ask', asked)).status).toBe(404);
    const app = createHttpApp(httpDependencies(store()));
    const got = await app.request('http://localhost:8321/api/people/anna/ask?question=x', {
      headers: { host: 'localhost:8321' },
    });
    expect(got.status).toBe(404);
  });

  it('writes no question into the log', async () => {
    logged.length = 0;
    await post('/api/people/anna/ask', JSON.stringify({ question: 'zebra hrv' }));
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toMatch(/zebra|anna/);
  });
});
