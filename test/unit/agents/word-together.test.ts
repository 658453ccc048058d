import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wordTogether } from '../../../agents/coordinate/word-together.ts';
import { coordinate } from '../../../agents/coordinator.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Interpretation, TalkingPoint } from '../../../src/domain/talking-point.ts';
import type { Model } from '../../../src/llm/model.ts';
import { loadPrompt } from '../../../src/llm/prompts.ts';
import { PermanentError } from '../../../src/shared/errors.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { inputFor } from './coordinator-input.ts';
import { deepSleepShift, heartRateShift } from './seed-story.ts';
import { worded } from './worded.ts';

const prompt = loadPrompt(join(packageRoot(), 'prompts'), 'coordinator.md');

const said = (agent: Interpretation['agent'], point: Partial<TalkingPoint>) =>
  worded(agent, point, { inputTokens: 100, outputTokens: 10 });
const sleepSays = said('sleep', {});
const heartSays = said('cardiology', {
  text: 'Resting heart rate rose by 4 bpm.',
  claims: ['shift-rhr'],
  confidence: 'low',
});
const findings: Finding[] = [deepSleepShift, heartRateShift];
const input = inputFor(findings, { interpretations: [sleepSays, heartSays] });

const both: TalkingPoint = {
  text: 'Deep sleep fell from 1 hour 22 minutes to 47 minutes, and resting heart rate rose by 4 bpm over the same time.',
  claims: ['shift-rhr', 'shift-deep'],
  citations: [],
  question: 'Could we talk about whether these two belong together?',
  priority: 1,
  confidence: 'high',
};

function answering(...points: TalkingPoint[]) {
  const inputs: string[] = [];
  const model: Model = {
    id: 'test:model',
    generate: (request) => {
      inputs.push(request.input);
      return Promise.resolve({
        value: request.schema.parse({ points }),
        inputTokens: 30,
        outputTokens: 5,
        model: 'test:model',
      });
    },
  };
  return { model, inputs };
}

describe('one voice for several specialists', () => {
  it('replaces what was strung together, with the same claims, and is never surer', async () => {
    const { model, inputs } = answering(both);
    const together = await wordTogether(input, { model, prompt });
    const page = coordinate({ ...input, together });
    expect(page.points).toHaveLength(1);
    expect(page.points[0]?.text).toContain(both.text);
    expect([...(page.points[0]?.claims ?? [])].sort()).toEqual(['shift-deep', 'shift-rhr']);
    expect(page.points[0]?.confidence).not.toBe('high');
    expect(page.usage).toMatchObject({ inputTokens: 230, outputTokens: 25 });
    const sent = JSON.parse(inputs[0]?.split('\n')[1] ?? '{}');
    expect(sent.voices.map(({ agent }: { agent: string }) => agent).sort()).toEqual(['cardiology', 'sleep']);
  });

  it('is held to the findings like every other: a lie leaves the page as it was', async () => {
    const alone = coordinate(input);
    for (const lie of [
      { ...both, text: both.text.replace('47', '31') },
      { ...both, question: 'Should the dose be halved?' },
      { ...both, claims: ['shift-deep'] },
      { ...both, text: `${both.text} This looks like sleep apnoea.` },
    ]) {
      const together = await wordTogether(input, { model: answering(lie).model, prompt });
      expect(together?.wording).toMatchObject({ kind: 'rule-based', rejected: 1 });
      expect(coordinate({ ...input, together }).points).toEqual(alone.points);
    }
  });

  it('is not asked for where one specialist spoke, or rules did', async () => {
    const { model, inputs } = answering(both);
    const one = inputFor(findings, { interpretations: [sleepSays] });
    expect(await wordTogether(one, { model, prompt })).toBeUndefined();
    expect(await wordTogether(inputFor(findings), { model, prompt })).toBeUndefined();
    expect(inputs).toEqual([]);
  });

  it('leaves each specialist its own words when no answer comes', async () => {
    const model: Model = { id: 'test:model', generate: () => Promise.reject(new PermanentError('No.')) };
    const together = await wordTogether(input, { model, prompt, goOnWithout: () => true });
    const page = coordinate({ ...input, together });
    expect(page.points).toEqual(coordinate(input).points);
    expect(page.usage?.fallbacks).toEqual(['no-answer']);
  });

  it('keeps it visible that the specialists were not equally sure', async () => {
    const medications = said('medications', { confidence: 'low' });
    const disputed = inputFor([deepSleepShift], { interpretations: [sleepSays, medications] });
    const one = { ...both, text: 'Deep sleep fell to 47 minutes.', claims: ['shift-deep'] };
    const together = await wordTogether(disputed, { model: answering(one).model, prompt });
    expect(coordinate({ ...disputed, together }).points[0]).toMatchObject({
      text: expect.stringContaining(
        'The medications specialist is less sure of this than the sleep specialist.',
      ),
      confidence: 'low',
    });
  });
});
