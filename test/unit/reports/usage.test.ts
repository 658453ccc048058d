import { describe, expect, it } from 'vitest';
import type { Page, PageUsage } from '../../../src/domain/page.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { pdfDocument } from '../../../src/reports/pdf/document.ts';
import { renderText } from '../../../src/reports/text.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { squash } from './support.ts';

const took: PageUsage = { models: ['openai:x'], inputTokens: 12_340, outputTokens: 1_820, rejected: 0 };
const footOf = (fields: Partial<Page>) =>
  squash(renderText({ ...storyPage(), ...fields }, { width: 100, colour: false }));

describe('what the wording of a page took', () => {
  it('stands at the foot of every format', () => {
    const page: Page = { ...storyPage(), wording: 'model', usage: { ...took, cost: 0.0712, rejected: 2 } };
    const line =
      /Worded with openai\\?:x: 12,340 tokens in, 1,820 out, cost 0\.07; 2 sentences were not let through\./;
    expect(squash(renderText(page, { width: 100, colour: false }))).toMatch(line);
    expect(renderMarkdown(page)).toMatch(line);
    expect(renderHtml(page)).toMatch(line);
    expect(JSON.stringify(pdfDocument(page, 'A4'))).toMatch(line);
  });

  it('says that nobody was asked', () => {
    expect(footOf({})).toContain('The wording is rule-based; no model was asked.');
    expect(footOf({ wording: 'model' })).not.toContain('was asked');
  });

  it('tells apart who worded it and who was asked in vain', () => {
    const refused = footOf({ usage: { ...took, rejected: 1, fallbacks: ['not-let-through'] } });
    expect(refused).toContain('The wording is rule-based.');
    expect(refused).not.toContain('no model was asked');
    expect(refused).toContain(
      'Asked openai:x: 12,340 tokens in, 1,820 out; 1 sentence was not let through. Rule-based where nothing of an answer was let through.',
    );
    const away = { ...took, models: [], inputTokens: 0, outputTokens: 0, fallbacks: ['no-answer' as const] };
    expect(footOf({ usage: away })).toContain(
      'A model was asked: 0 tokens in, 0 out. Rule-based where no usable answer came.',
    );
  });

  it('names two models, a cost that is hardly one, and the limit that was reached', () => {
    const usage: PageUsage = {
      ...took,
      models: ['anthropic:b', 'openai:x'],
      inputTokens: 1_234_567,
      cost: 0.004,
      fallbacks: ['ceiling'],
    };
    expect(footOf({ wording: 'mixed', usage })).toContain(
      'Worded with anthropic:b and openai:x: 1,234,567 tokens in, 1,820 out, cost under 0.01. Rule-based where the limit for one round was reached.',
    );
    expect(footOf({ wording: 'mixed', usage: { ...took, cost: 0 } })).toContain('1,820 out, cost 0.00.');
  });
});
