import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/page.ts';
import type { Recommendation } from '../../../src/domain/recommendation.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { pdfDocument } from '../../../src/reports/pdf/document.ts';
import { renderText } from '../../../src/reports/text.ts';
import { viewOf } from '../../../src/reports/view/view-of.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { crowdedPage, insufficientPage } from '../../fixtures/pages/variants.ts';
import { readHtml, squash, textOfDefinition, unescapeMarkdown } from './support.ts';

const recommendation: Recommendation = {
  kind: 'light_recovery',
  message: 'More than one sign asks for rest. A light day fits.',
  confidence: 0.8,
  keyFactors: [
    {
      text: 'Heart rate variability was 28 ms last night; the usual is 34 to 48 ms (60 nights).',
      claims: [],
    },
    { text: 'Fatigue was 7 of 10 this morning.', claims: [] },
  ],
};
const formats: Record<string, (page: Page) => string> = {
  Markdown: (page) => unescapeMarkdown(renderMarkdown(page)),
  HTML: (page) => readHtml(renderHtml(page)).text,
  PDF: (page) => textOfDefinition(pdfDocument(page, 'A4').content),
  text: (page) => renderText(page, { width: 90, colour: false }),
};

describe.each(Object.entries(formats))('the recommendation in %s', (_name, textOf) => {
  it('has its kind, its words, its confidence and every factor', () => {
    const text = squash(textOf({ ...storyPage(), recommendation }));
    expect(text).toContain('Today, 20 March 2026: light recovery');
    expect(text).toContain('More than one sign asks for rest. A light day fits. Confidence high.');
    for (const factor of recommendation.keyFactors) expect(text).toContain(factor.text);
  });

  it('never stands above what is urgent', () => {
    for (const page of [crowdedPage(), insufficientPage()]) {
      const text = squash(textOf({ ...page, recommendation }));
      const urgent = page.points.filter(({ section }) => section === 'urgent');
      expect(urgent.length).toBeGreaterThan(0);
      for (const point of urgent) {
        const place = text.indexOf(squash(point.text));
        expect(place).toBeGreaterThan(0);
        expect(place).toBeLessThan(text.indexOf('light recovery'));
      }
    }
  });

  it('says in its place why there is none', () => {
    const text = squash(textOf({ ...storyPage(), withoutRecommendation: 'last night is missing' }));
    expect(text).toContain('No recommendation: last night is missing.');
  });

  it('is not there on pages of before', () => {
    expect(textOf(storyPage())).not.toContain('Today, ');
  });
});

it('takes no room from page one', () => {
  const page = storyPage();
  const ids = (told: Page) => viewOf(told).summary.map(({ id, blocks }) => [id, blocks.length]);
  expect(ids({ ...page, recommendation })).toEqual(ids(page));
});
