import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/page.ts';
import { documentOf, END_OF_PAGE_ONE, pageOneOf, type Sheet } from '../../../src/reports/pdf/document.ts';
import { fitSheet } from '../../../src/reports/pdf/fit.ts';
import { placeOf } from '../../../src/reports/pdf/print.ts';
import { PAGE_ONE_WORDS, wordsOfSummary } from '../../../src/reports/view/budget.ts';
import { countWords } from '../../../src/reports/view/plain-text.ts';
import type { PageNews } from '../../../src/reports/view/urgent.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { recordedPage, storyRecord } from '../../fixtures/pages/record.ts';
import {
  crowdedPage,
  emptyPage,
  insufficientPage,
  longName,
  longNamePage,
} from '../../fixtures/pages/variants.ts';
import { textOfDefinition } from './support.ts';

const sheets = { A4: 841.89, LETTER: 792 } as const;
const bottomMargin = 40;
const share = { url: `https://rounds.example.org/s/${'k'.repeat(43)}`, expiresAt: '2026-04-03T12:00:00Z' };
const emergency: PageNews = {
  share,
  raised: {
    emergencyNumber: '999',
    flags: [
      {
        rule: 'chest-pain',
        urgency: 'emergency',
        day: parseDay('2026-03-19'),
        message: 'Chest pain needs assessment.',
        seen: 'pain in my chest',
      },
    ],
  },
};

const cases: Readonly<Record<string, readonly [() => Page, PageNews]>> = {
  'the story with its record': [recordedPage, { share }],
  'no findings': [emptyPage, {}],
  'too little data': [insufficientPage, {}],
  'thirty findings': [crowdedPage, { share }],
  'a medicine of ninety letters': [longNamePage, {}],
  'thirty medicines of ninety letters': [manyMedicines, {}],
  'twelve questions': [twelveQuestions, {}],
  'an emergency since': [recordedPage, emergency],
};

function manyMedicines(): Page {
  const [medicine] = storyRecord.medicines;
  if (medicine === undefined) throw new Error('the record lost its medicine');
  const medicines = Array.from({ length: 30 }, (_, place) => ({
    ...medicine,
    name: `${longName.trim()}${place + 1}`,
  }));
  return { ...recordedPage(), record: { ...storyRecord, medicines } };
}

function twelveQuestions(): Page {
  const questions = Array.from(
    { length: 12 },
    (_, place) => `May I ask for the ${place + 1}th time how this is?`,
  );
  return { ...recordedPage(), questions };
}

describe.each(Object.entries(cases))('page one of %s', (_name, [make, news]) => {
  it.each(['A4', 'LETTER'] as const)(
    'ends above the foot of its sheet of %s, within its words',
    async (size) => {
      const page = make();
      const sheet: Sheet = await fitSheet(page, size, news);
      const end = await placeOf(pageOneOf(page, size, sheet), END_OF_PAGE_ONE);
      expect(end.pageNumber).toBe(1);
      expect(end.top).toBeLessThanOrEqual(sheets[size] - bottomMargin);
      expect(wordsOfSummary(sheet.view)).toBeLessThanOrEqual(PAGE_ONE_WORDS);
      const printed = textOfDefinition(pageOneOf(page, size, sheet).content);
      const foot = `${sheet.view.stamp} Page 1 of 4`;
      expect(countWords(`${printed} ${foot}`)).toBeLessThanOrEqual(PAGE_ONE_WORDS);
      // The first change and its question, and what is urgent, are never cut.
      const speaks = page.coverage.sufficient
        ? page.points
        : page.points.filter(({ section }) => section === 'urgent');
      for (const point of speaks.filter(({ section }) => section === 'urgent'))
        expect(printed).toContain(point.text);
      const first = speaks.find(({ section }) => section === 'what-changed');
      if (first !== undefined) expect(printed).toContain(first.question);
      const definition = JSON.stringify(documentOf(page, size, sheet).content);
      expect(definition.includes('"pageBreak":"before"')).toBe(!sheet.isOneSheet);
    },
  );
});
