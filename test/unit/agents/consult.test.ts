import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cardiology } from '../../../agents/cardiology.ts';
import { consult, ruleBased } from '../../../agents/consult.ts';
import { judge } from '../../../agents/judge.ts';
import { medications } from '../../../agents/medications.ts';
import { buildPacket } from '../../../agents/packet.ts';
import { sleep } from '../../../agents/sleep.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import type { Interpretation, TalkingPoint } from '../../../src/domain/talking-point.ts';
import { anthropicModel } from '../../../src/llm/anthropic.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { CeilingError, type Model } from '../../../src/llm/model.ts';
import { openAiModel } from '../../../src/llm/openai.ts';
import { loadPrompt } from '../../../src/llm/prompts.ts';
import { joinPurses, type Purse } from '../../../src/llm/purse.ts';
import { PermanentError, TransientError } from '../../../src/shared/errors.ts';
import { contentHash } from '../../../src/shared/ids.ts';
import { type ModelServer, type Step, startModelServer } from '../../support/model-server/model-server.ts';
import { knowledge, sources } from './seed-story.ts';

const prompts = fileURLToPath(new URL('../../../prompts', import.meta.url));
const prompt = loadPrompt(prompts, 'medications.md');
const lexicon = lexiconOf(knowledge);
const packet = buildPacket(medications, sources);
/** Two changes that nothing joins, and so two drafts. */
const apart = { ...packet, findings: packet.findings.map((finding) => ({ ...finding, events: [] })) };
const claimsOf = (interpretation: Interpretation): string[] =>
  [...new Set(interpretation.points.flatMap(({ claims }) => claims))].sort();
const told = ({ points }: Interpretation): string =>
  points.map(({ text, question }) => `${text} ${question}`).join(' ');

const honest: TalkingPoint = {
  text: 'Deep sleep fell from 1 hour 22 minutes to 47 minutes over 18 nights. It began about 7 March, 4 days after the Lisinopril dose changed on 3 March. Over the same time resting heart rate rose by 4 bpm.',
  claims: ['shift-deep', 'shift-rhr'],
  citations: [],
  question: 'Could we talk about whether these belong together?',
  priority: 1,
  confidence: 'medium',
};
const lying = (change: Partial<TalkingPoint>): Step => ({
  kind: 'answer',
  value: { points: [{ ...honest, ...change }] },
});

const providers: readonly (readonly [string, (server: ModelServer) => Model])[] = [
  ['anthropic', ({ url }) => anthropicModel({ apiKey: 'k', baseURL: url, model: 'm', timeoutMs: 2000 })],
  ['openai', ({ url }) => openAiModel({ apiKey: 'k', baseURL: `${url}/v1`, model: 'm', timeoutMs: 2000 })],
];

describe('consult without a model', () => {
  it('speaks to every finding and says that the wording is rule-based', async () => {
    const interpretation = await consult(medications, packet, { prompt });
    expect(claimsOf(interpretation)).toEqual(['shift-deep', 'shift-rhr']);
    expect(interpretation.wording).toEqual({
      kind: 'rule-based',
      model: 'narrator',
      promptHash: '',
      packetHash: contentHash(packet),
      inputTokens: 0,
      outputTokens: 0,
      rejected: 0,
    });
  });
});

describe.each(providers)('consult with %s', (_name, connect) => {
  const run = (...script: Step[]) => runOn(packet, ...script);
  async function runOn(
    about: EvidencePacket,
    ...script: Step[]
  ): Promise<{ interpretation: Interpretation; server: ModelServer }> {
    await using server = await startModelServer(script);
    return {
      interpretation: await consult(medications, about, { model: connect(server), prompt, lexicon }),
      server,
    };
  }

  it('takes an honest answer and keeps how it came about', async () => {
    const { interpretation } = await run({ kind: 'answer', value: { points: [honest] } });
    expect(interpretation.points).toEqual([{ ...honest, byModel: true }]);
    expect(interpretation.wording).toMatchObject({
      kind: 'model',
      promptHash: prompt.hash,
      inputTokens: 120,
      outputTokens: 40,
      rejected: 0,
    });
  });

  it('asks nobody to tell what the draft carries along without a word', async () => {
    const again = packet.findings.flatMap((finding) =>
      finding.kind === 'shift' && finding.metric === 'restingHeartRate'
        ? [{ ...finding, id: 'shift-again', metric: 'sleepHeartRate', metrics: ['sleepHeartRate'] }]
        : [],
    );
    const repeated = { ...packet, findings: [...packet.findings, ...again] };
    const [draft] = ruleBased(medications, repeated).points;
    expect(draft?.claims).toContain('shift-again');
    expect(draft?.text).not.toMatch(/sleeping heart rate/i);
    const worded = { ...honest, claims: draft?.claims ?? [] };
    const { interpretation, server } = await runOn(repeated, { kind: 'answer', value: { points: [worded] } });
    expect(server.requests).toHaveLength(1);
    expect(told(interpretation)).toContain(honest.text);
    expect(interpretation.wording).toMatchObject({ kind: 'model', rejected: 0 });
  });

  it('sends a failing point back once with the reasons', async () => {
    const { interpretation, server } = await run(lying({ text: honest.text.replace('47', '37') }), {
      kind: 'answer',
      value: { points: [honest] },
    });
    expect(interpretation.points).toEqual([{ ...honest, byModel: true }]);
    expect(interpretation.wording).toMatchObject({ kind: 'model', inputTokens: 240, rejected: 0 });
    const repair = server.requests[1]?.turns.at(-1)?.content ?? '';
    expect(repair).toContain('37 minutes');
    expect(repair).toContain('this number does not follow');
  });

  it.each<[string, Partial<TalkingPoint>, RegExp]>([
    ['an invented number', { text: honest.text.replace('47 minutes', '31 minutes') }, /31 minutes/],
    ['a flipped direction', { text: honest.text.replace('rate rose', 'rate fell') }, /rate fell/],
    ['a moved date', { text: honest.text.replace('7 March', '17 February') }, /17 February/],
    ['an invented drug', { text: `${honest.text} Metoprolol was taken, too.` }, /Metoprolol/],
    ['a diagnosis', { text: `${honest.text} This looks like sleep apnoea.` }, /apnoea/],
    ['a cause', { text: `${honest.text} The dose caused it.` }, /caused/],
    ['dose advice', { question: 'Should she halve the dose?' }, /halve/],
    ['an unknown claim', { claims: ['shift-none'], text: 'All is well with 3 things.' }, /3 things/],
    [
      'an unknown citation',
      { citations: ['smith-2099'], text: honest.text.replace('fell', 'dropped') },
      /dropped/,
    ],
    ['an untold claim', { text: 'Resting heart rate rose by 4 bpm.' }, /^Resting heart rate rose/],
    ['a stranger', { question: 'Could we ask Dr. Smith?' }, /Smith/],
    ['a link', { text: `${honest.text} See https://example.org.` }, /https/],
  ])('lets nothing through of %s', async (_what, change, lie) => {
    const { interpretation, server } = await run(lying(change));
    expect(server.requests).toHaveLength(2);
    expect(told(interpretation)).not.toMatch(lie);
    expect(interpretation.wording).toMatchObject({ kind: 'rule-based', rejected: 1, inputTokens: 240 });
    expect(interpretation.points).toEqual(ruleBased(medications, packet).points);
    for (const point of interpretation.points) expect(judge(point, packet, lexicon)).toEqual([]);
  });

  it('adds what the model did not tell', async () => {
    const { interpretation } = await run(
      lying({ claims: ['shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' }),
    );
    expect(claimsOf(interpretation)).toEqual(['shift-deep', 'shift-rhr']);
    expect(told(interpretation)).toContain('Deep sleep has averaged 47 minutes');
  });

  it('keeps the good points when a repair comes back broken', async () => {
    const good = { ...honest, claims: ['shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' };
    const bad = { ...honest, claims: ['shift-deep'], text: 'Deep sleep fell to 12 minutes.' };
    const { interpretation } = await runOn(
      apart,
      { kind: 'answer', value: { points: [good, bad] } },
      { kind: 'text', text: 'Sorry, {' },
    );
    expect(claimsOf(interpretation)).toEqual(['shift-deep', 'shift-rhr']);
    expect(interpretation.wording).toMatchObject({ kind: 'model', rejected: 1 });
    expect(told(interpretation)).not.toContain('12 minutes');
  });

  it('has no say in how sure a point is and how much it matters', async () => {
    // The narrator: medium, and 1 for a large shift behind a change of dose.
    for (const change of [
      { confidence: 'high', priority: 5 } as const,
      { confidence: 'low', priority: 2 } as const,
    ]) {
      const { interpretation } = await run(lying(change));
      expect(interpretation.points).toMatchObject([{ text: honest.text, confidence: 'medium', priority: 1 }]);
    }
  });

  it('tells nothing twice', async () => {
    const rate = { ...honest, claims: ['shift-rhr', 'shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' };
    const again = { ...rate, text: 'Resting heart rate went up by 4 bpm.' };
    const { interpretation } = await runOn(apart, {
      kind: 'answer',
      value: { points: [rate, honest, again] },
    });
    expect(interpretation.points.map(({ claims }) => claims).toSorted()).toEqual([
      ['shift-deep'],
      ['shift-rhr'],
    ]);
    expect(told(interpretation)).toContain('Resting heart rate rose by 4 bpm.');
    expect(told(interpretation)).not.toContain('went up');
  });

  it('takes no point that tells half of a draft, or two of them', async () => {
    const rate = { ...honest, claims: ['shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' };
    const bad = { ...honest, claims: ['shift-deep'], text: 'Deep sleep fell to 12 minutes.' };
    const half = await run({ kind: 'answer', value: { points: [rate] } });
    expect(half.interpretation.points).toEqual(ruleBased(medications, packet).points);
    const both = await runOn(
      apart,
      { kind: 'answer', value: { points: [rate, bad] } },
      { kind: 'answer', value: { points: [honest] } },
    );
    expect(both.interpretation.points.map(({ claims }) => claims)).toEqual(
      expect.arrayContaining([['shift-deep'], ['shift-rhr']]),
    );
    expect(both.interpretation.points).toHaveLength(2);
  });

  it.each<[string, Step]>([
    ['no points', { kind: 'answer', value: { points: [] } }],
    ['blank words', lying({ text: ' ', question: ' ' })],
    ['nothing but a question mark', lying({ text: '?', question: '?' })],
  ])('tells every claim when the answer holds %s', async (_what, step) => {
    const { interpretation } = await run(step);
    expect(interpretation.points).toEqual(ruleBased(medications, packet).points);
    expect(interpretation.wording.kind).toBe('rule-based');
    expect(interpretation.wording.fallback).toMatch(/no-answer|not-let-through/);
  });

  it.each<[string, unknown]>([
    ['too many points', { points: Array.from({ length: 40 }, () => honest) }],
    ['a text without end', { points: [{ ...honest, text: honest.text.repeat(20) }] }],
    ['points that are none', { points: ['Deep sleep fell.', null, 7] }],
    ['a priority beyond the scale', { points: [{ ...honest, priority: -1 }] }],
  ])('refuses %s, and goes on without where it may', async (_what, value) => {
    const step: Step = { kind: 'answer', value };
    await expect(run(step)).rejects.toBeInstanceOf(PermanentError);
    await using server = await startModelServer([step]);
    const interpretation = await consult(medications, packet, {
      model: connect(server),
      prompt,
      lexicon,
      goOnWithout: () => true,
    });
    expect(interpretation).toEqual({
      ...ruleBased(medications, packet),
      wording: expect.objectContaining({ fallback: 'no-answer', inputTokens: 240, outputTokens: 80 }),
    });
  });

  it('counts the sentences at fault: those sent back, and of these the lost ones', async () => {
    const two = honest.text.replace('47 minutes', '31 minutes').replace('4 bpm', '9 bpm');
    const { interpretation } = await run(lying({ text: two }));
    expect(interpretation.wording).toMatchObject({ sentBack: 2, rejected: 2, fallback: 'not-let-through' });
    const mended = await run(lying({ text: two }), { kind: 'answer', value: { points: [honest] } });
    expect(mended.interpretation.wording).toMatchObject({ kind: 'model', sentBack: 2, rejected: 0 });
  });

  it('says when the round may spend no more, and keeps what it has', async () => {
    const refusing = (after: number): Purse => {
      let calls = 0;
      return {
        async reserve() {
          calls += 1;
          if (calls > after) throw new CeilingError();
        },
        settle: async () => undefined,
      };
    };
    const paidBy = async (purse: Purse, ...script: Step[]) => {
      await using server = await startModelServer(script);
      const model = connect(server);
      const paying: Model = {
        ...model,
        generate: (request) => model.generate({ ...request, purse: joinPurses(request.purse, purse) }),
      };
      return await consult(medications, apart, { model: paying, prompt, lexicon, goOnWithout: () => true });
    };
    const none = await paidBy(refusing(0), { kind: 'answer', value: { points: [] } });
    expect(none.wording).toMatchObject({ kind: 'rule-based', fallback: 'ceiling', inputTokens: 0 });
    const rate = { ...honest, claims: ['shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' };
    const bad = { ...honest, claims: ['shift-deep'], text: 'Deep sleep fell to 12 minutes.' };
    const half = await paidBy(refusing(1), { kind: 'answer', value: { points: [rate, bad] } });
    expect(half.wording).toMatchObject({ kind: 'model', rejected: 1, inputTokens: 120 });
    expect(claimsOf(half)).toEqual(['shift-deep', 'shift-rhr']);
  });

  it('makes do with what there is when a repair does not come and nobody waits for it', async () => {
    const rate = { ...honest, claims: ['shift-rhr'], text: 'Resting heart rate rose by 4 bpm.' };
    const bad = { ...honest, claims: ['shift-deep'], text: 'Deep sleep fell to 12 minutes.' };
    const script: Step[] = [
      { kind: 'answer', value: { points: [rate, bad] } },
      { kind: 'status', status: 500 },
    ];
    await expect(runOn(apart, ...script)).rejects.toBeInstanceOf(TransientError);
    await using server = await startModelServer(script);
    const options = { model: connect(server), prompt, lexicon, goOnWithout: () => true };
    const interpretation = await consult(medications, apart, options);
    expect(interpretation.wording).toMatchObject({ kind: 'model', rejected: 1 });
    expect(claimsOf(interpretation)).toEqual(['shift-deep', 'shift-rhr']);
  });

  it('leaves it to the caller when the model gives no answer', async () => {
    await expect(run({ kind: 'refusal' })).rejects.toBeInstanceOf(PermanentError);
    await expect(run({ kind: 'text', text: 'no' })).rejects.toBeInstanceOf(PermanentError);
    await expect(run({ kind: 'status', status: 529 })).rejects.toBeInstanceOf(TransientError);
  });
});

describe('red flags', () => {
  const flag = {
    ...sources.report.findings[0],
    id: 'flag',
    kind: 'red-flag' as const,
    metrics: [],
    summary: 'Sudden chest pain lasting over 15 minutes: call the emergency number now.',
    rule: 'chest-pain',
    urgency: 'emergency' as const,
    seen: 'chest pain',
    agents: ['cardiology' as const],
  };
  const flagged = buildPacket(cardiology, {
    ...sources,
    report: { ...sources.report, findings: [...sources.report.findings, flag as never] },
  });

  it('are told in their own words and never shown to a model', async () => {
    const soft = { ...honest, text: 'A little chest pain, nothing to worry about.', claims: ['flag'] };
    await using server = await startModelServer([{ kind: 'answer', value: { points: [soft] } }]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 2000 });
    const interpretation = await consult(cardiology, flagged, { model, prompt, lexicon });
    expect(interpretation.points[0]).toMatchObject({ text: flag.summary, priority: 1, confidence: 'high' });
    expect(server.requests[0]?.turns.at(-1)?.content).not.toContain('chest pain');
  });
});

describe('what a model is given', () => {
  it('holds no name of the person, no birth year, no note, and quotes free text as JSON', async () => {
    await using server = await startModelServer([{ kind: 'answer', value: { points: [] } }]);
    const model = openAiModel({ apiKey: 'k', baseURL: `${server.url}/v1`, model: 'm', timeoutMs: 2000 });
    await consult(sleep, buildPacket(sleep, sources), { model, prompt, lexicon });
    const sent = JSON.stringify(server.requests[0]?.body);
    expect(sent).not.toMatch(/1956|Maria|Delgado|walk in the evening|Ignore all rules|"mum"/);
    expect(sent).toContain('70–79'.replace('70–79', '70'));
  });
});
