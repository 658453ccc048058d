import { beforeEach, describe, expect, it } from 'vitest';
import { recordCheckIns } from '../../../src/jobs/record-observations.ts';
import { type Day, parseDay } from '../../../src/shared/day.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { openAppAt, type Place, runAt } from '../../support/cli-in-process.ts';
import { startModelServer } from '../../support/model-server/model-server.ts';
import { checkIn } from '../../support/stores/samples.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
/** Friday, 20 March 2026, in the morning. */
const clock = adjustableClock('2026-03-20T08:00:00.000Z');
const place = (environment: Record<string, string> = {}): Place => ({ home: temp(), clock, environment });

beforeEach(async () => {
  await using app = await openAppAt(place());
  const edith = await app.people.insert('edith', 'Europe/London');
  const values = [40, 44, 42].map((value, index) => ({
    metric: 'hrv',
    day: parseDay(`2026-03-${18 + index}`) as Day,
    value,
  }));
  await app.series.write(edith, { days: values.map(({ day }) => day), metrics: ['hrv'], values });
  await recordCheckIns(app, edith, [checkIn('2026-03-19', { mood: 7 })]);
});

const ask = (...args: readonly string[]) => runAt(place(), ['ask', ...args], { columns: 80 });

describe('rounds ask', () => {
  it('prints the answer, wrapped, and what it does not tell', async () => {
    const { code, stdout, stderr } = await ask('what was my HRV this week?', '--person', 'edith');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toBe(`Heart rate variability was 42 ms on average from 16 to 20 March (3 of 5 nights),
between 40 ms (18 March) and 44 ms (19 March).

What this does not tell:
- 2 nights asked about are missing.
- A few days or nights say little about a trend.
- There are too few values before this to say what is usual for heart rate
  variability.
- Nothing here is a diagnosis.
`);
  });

  it('tells a warning sign of the records with its day, and one of the question as of now', async () => {
    await using app = await openAppAt(place());
    const edith = await app.people.get('edith');
    await recordCheckIns(app, edith, [checkIn('2026-03-07', { symptoms: 'chest pain' })]);
    const { stdout } = await runAt(place(), ['ask', 'my hrv last night', '-p', 'edith'], { columns: 200 });
    const [advice, , seen] = stdout.split('\n');
    expect(advice).toBe(
      '! EMERGENCY. If this is happening now or comes back, call the emergency number (999) at once.',
    );
    expect(seen).toMatch(/^ {2}Seen on 7 March 2026: “chest pain”$/);
    const now = await runAt(place(), ['ask', 'I have chest pain', '-p', 'edith'], { columns: 200 });
    expect(now.stdout).toMatch(/^! EMERGENCY\. Call the emergency number \(999\) now\.\n/);
    expect(now.stdout).toMatch(/ {2}Seen on 20 March 2026: “.*chest pain.*”\n/);
  });

  it('takes the question without quotation marks, and a day of the past', async () => {
    const { code, stdout } = await ask('-p', 'edith', '--as-of', '2026-03-19', 'my', 'hrv', 'last', 'night');
    expect(code).toBe(0);
    expect(stdout).toContain('Heart rate variability was 44 ms in the night to 19 March.');
  });

  it('prints the answer as JSON and nothing else', async () => {
    const { stdout } = await ask('how was my mood yesterday', '-p', 'edith', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'rounds.answer/1',
      queries: [{ kind: 'level', metric: 'mood', period: { kind: 'named', name: 'yesterday' } }],
      sentences: [{ text: 'Mood was 7.0 of 10 on 19 March.' }],
      reading: { by: 'pattern' },
    });
  });

  it('says what would be understood where a question is not', async () => {
    const { code, stdout } = await ask('what is the capital of France', '-p', 'edith');
    expect(code).toBe(1);
    expect(stdout).toContain('This question was not understood. These would be:');
    expect(stdout).toContain('  How did I sleep this week?');
  });

  it('shows what can be asked to whoever asks nothing', async () => {
    const { code, stderr } = await ask();
    expect(code).toBe(2);
    expect(stderr).toContain('rounds ask "How did I sleep this week?"');
  });

  it('wants a person who is here', async () => {
    expect((await ask('my hrv')).code).toBe(2);
    expect((await ask('my hrv', '-p', 'nobody')).code).toBe(3);
  });

  it('lets a model choose what is looked up where one is set, and says so', async () => {
    const query = { kind: 'level', metric: 'hrv', period: { kind: 'last', days: 3 } };
    await using server = await startModelServer([{ kind: 'answer', value: { queries: [query] } }]);
    const environment = {
      OPENAI_BASE_URL: `${server.url}/v1`,
      ROUNDS_MODELS: 'default=none,ask=openai:reader@3/15',
    };
    const { stdout, code } = await runAt(place(environment), [
      'ask',
      'tell me about variability of my heart',
      '-p',
      'edith',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      sentences: [{ n: 3, from: '2026-03-18', to: '2026-03-20' }],
      // (120 × 3 + 40 × 15) / 1,000,000
      reading: { by: 'model', model: 'openai:reader', inputTokens: 120, outputTokens: 40, cost: 0.00096 },
    });
    expect(server.requests[0]?.turns.map(({ content }) => content).join(' ')).toContain(
      'variability of my heart',
    );
  });
});
