import { describe, expect, it } from 'vitest';
import type { FollowUp } from '../../../src/domain/page.ts';
import { PAGE_ONE_WORDS, wordsOfSummary } from '../../../src/reports/view/budget.ts';
import { linkOf } from '../../../src/reports/view/references.ts';
import {
  formatClock,
  formatDifference,
  formatNumber,
  formatRange,
} from '../../../src/reports/view/values.ts';
import type { Block, View } from '../../../src/reports/view/view.ts';
import { viewOf } from '../../../src/reports/view/view-of.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { recordedPage } from '../../fixtures/pages/record.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { crowdedPage, emptyPage, insufficientPage } from '../../fixtures/pages/variants.ts';
import { pages } from './support.ts';

const idsOf = (view: View) => [...view.summary, ...view.detail].map(({ id }) => id);
const pointsOf = (blocks: readonly { blocks: readonly Block[] }[]) =>
  blocks.flatMap((part) => part.blocks).filter((block) => block.kind === 'point');

describe('viewOf', () => {
  it('reads in the order a clinician needs', () => {
    expect(viewOf(recordedPage()).summary.map(({ id }) => id)).toEqual([
      'coverage',
      'questions',
      'what-changed',
      'figure',
      'medicines',
      'symptoms',
      'patterns',
      'limits',
    ]);
    expect(viewOf(recordedPage()).detail.map(({ id }) => id)).toEqual([
      'full-what-changed',
      'full-patterns',
      'full-new',
      'charts',
      'medicine-list',
      'timeline',
      'history',
      'labs',
      'told',
      'goals',
      'missing',
      'further-limits',
      'not-seen',
      'left-out',
      'silent',
      'definitions',
      'methods',
      'references',
    ]);
  });

  it('tells what was agreed at visits in short on page one, and which way is welcome', () => {
    const followUp = (place: number): FollowUp => ({
      id: `follow-up-${place}`,
      what: 'walk',
      day: parseDay('2026-03-01'),
      clinician: 'Dr. Okafor',
      metric: 'hrv',
      verdict: place === 1 ? 'better' : 'not-seen',
      text: `Told ${place}.`,
      claims: [],
    });
    const told = { ...storyPage(), followUps: [1, 2, 3, 4].map(followUp) };
    const view = viewOf(told);
    const itemsOf = (id: string) =>
      [...view.summary, ...view.detail]
        .filter((part) => part.id === id)
        .flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.kind === 'list' ? block.items : []));
    expect(itemsOf('follow-ups')[0]).toBe(
      'Told 1. That is the way that is usually welcome. (Agreed with Dr. Okafor.)',
    );
    expect([...itemsOf('follow-ups'), ...itemsOf('further-follow-ups')]).toHaveLength(4);
    expect(wordsOfSummary(view)).toBeLessThanOrEqual(PAGE_ONE_WORDS);
    expect(idsOf(viewOf({ ...insufficientPage(), followUps: [followUp(1)] }))).not.toContain('follow-ups');
  });

  it('asks how a visit was of which nothing was told', () => {
    const untold = { day: parseDay('2026-03-12'), clinician: 'Dr. Okafor' };
    expect(viewOf({ ...storyPage(), person: 'edith', untold }).footer[0]).toBe(
      'How was the visit of 12 March? rounds visit --person edith',
    );
  });

  it('names the visit, or says what the page is', () => {
    expect(viewOf(storyPage()).title).toBe('For Dr Amara Reyes · cardiology · Friday 20 March 2026, 10:30');
    expect(viewOf(emptyPage()).title).toBe('Talking points');
  });

  it.each(Object.keys(pages))('keeps page one of the %s page under its words', (name) => {
    expect(wordsOfSummary(viewOf((pages[name] ?? storyPage)()))).toBeLessThanOrEqual(PAGE_ONE_WORDS);
  });

  it('loses no point and no question to the word budget', () => {
    const page = crowdedPage();
    const view = viewOf(page);
    const told = [...pointsOf(view.summary), ...pointsOf(view.detail)].map(({ text: words }) => words);
    for (const point of page.points) expect(told).toContain(point.text);
    expect(pointsOf(view.summary).filter(({ urgent }) => urgent)).toHaveLength(2);
    const text = JSON.stringify(view);
    for (const question of page.questions) expect(text).toContain(question);
    expect(text).toContain('further points');
  });

  it('shows no measured number from too little data, yet says what is urgent', () => {
    const view = viewOf(insufficientPage());
    expect(view.summary.map(({ id }) => id)).toEqual([
      'urgent',
      'coverage',
      'questions',
      'what-changed',
      'figure',
      'patterns',
    ]);
    for (const id of ['what-changed', 'figure', 'patterns'])
      expect(view.summary.find((part) => part.id === id)?.blocks).toEqual([
        { kind: 'paragraph', text: 'Not enough data.', tone: 'plain' },
      ]);
    expect(JSON.stringify(view)).toContain('Not enough data yet: 12 of 90 expected nights can be used.');
    expect(JSON.stringify(view)).toContain('4 points are held back.');
    expect(JSON.stringify(view)).not.toContain('47');
  });

  it('says so when nothing stands out', () => {
    expect(JSON.stringify(viewOf(emptyPage()))).toContain('Nothing in the recorded data stands out');
    const hints = storyPage().findings.map((finding) => ({ ...finding, grade: 'watch' as const }));
    const hinted = JSON.stringify(viewOf({ ...emptyPage(), findings: hints }));
    expect(hinted).not.toContain('stands out');
    expect(hinted).toContain('Nothing is sure enough to raise');
    const other = hints.filter(({ kind }) => kind === 'rule' || kind === 'chain');
    expect(JSON.stringify(viewOf({ ...emptyPage(), findings: other }))).toContain('stands out');
  });

  it('says that all was closed at a visit, and not that nothing stands out', () => {
    const nothing = (...reasons: string[]) => {
      const leftOut = reasons.map((reason) => ({ summary: 'Deep sleep has averaged 47 minutes.', reason }));
      const page = { ...emptyPage(), findings: storyPage().findings, leftOut };
      const { blocks } = viewOf(page).summary.find(({ id }) => id === 'nothing') ?? { blocks: [] };
      return JSON.stringify(blocks);
    };
    const hint = 'Only a hint so far: not sure enough to be raised.';
    expect(nothing(hint, 'Closed at the visit on 19 March.', 'Closed at the visit on 19 March.')).toContain(
      'All that stands out was closed at the visit on 19 March. It is listed with what is left out.',
    );
    expect(nothing('Closed at the visit on 19 March.', 'Closed at the visit on 2 February.')).toContain(
      'All that stands out was closed at earlier visits. It is listed with what is left out.',
    );
    expect(nothing('Certain, but no news.')).toContain(
      'What was found is not put to the doctor; why stands with what is left out.',
    );
  });

  it('puts the numbers of a change side by side', () => {
    const table = viewOf(recordedPage())
      .summary.flatMap(({ blocks }) => blocks)
      .find((block) => block.kind === 'table');
    expect(table?.rows).toEqual([
      ['Deep sleep, min', '66–97 (82)', '47', '−35', '−2.3', '5 Mar ±2', '16', 'established'],
      ['Resting heart rate, bpm', '56–60 (58)', '62', '+4', '+1.8', '5 Mar (4–8)', '16', 'established'],
    ]);
  });

  it('asks on page one without saying again what stands above, and in full on page two', () => {
    const page = recordedPage();
    const asked =
      'For Dr Amara Reyes on 20 March: After Lisinopril dose changed (20 mg at 21:00) on 3 March, deep sleep is lower. Could this belong together?';
    const points = page.points.map((point, place) => (place === 0 ? { ...point, question: asked } : point));
    const view = viewOf({ ...page, points });
    const briefs = view.summary.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'brief');
    expect(briefs[0]).toEqual({
      kind: 'brief',
      about: 'Deep sleep',
      lead: '2 days after Lisinopril dose changed on 3 March.',
      question: 'After this, deep sleep is lower. Could this belong together?',
    });
    expect(briefs[1]).toMatchObject({ about: 'Resting heart rate', lead: undefined });
    expect(pointsOf(view.detail).map(({ question }) => question)).toContain(asked);
  });

  it('says "not enough data" where fewer than 28 values stand behind a usual range', () => {
    const page = recordedPage();
    const record = page.record;
    if (record === undefined) throw new Error('the page lost its record');
    const usual = record.usual.map((range) => ({ ...range, values: 27 }));
    const [table] = viewOf({ ...page, record: { ...record, usual } })
      .summary.flatMap(({ blocks }) => blocks)
      .filter((block) => block.kind === 'table');
    expect(table?.rows.map((row) => row[1])).toEqual(Array(2).fill('not enough data: 27 values'));
  });

  it('numbers references as they are met, and leaves the uncited out', () => {
    const story = storyPage();
    const page = { ...story, points: story.points.slice(1) };
    const references = viewOf(page)
      .detail.flatMap(({ blocks }) => blocks)
      .find((block) => block.kind === 'references');
    expect(references?.items.map(({ number, text }) => `${number} ${text.slice(0, 4)}`)).toEqual([
      '1 Quer',
      '2 Van ',
    ]);
  });

  it('tells the grade of the finding a point leads with', () => {
    expect(pointsOf(viewOf(storyPage()).detail)[0]?.meta).toBe(
      'Confidence medium, seen again in a later look (Recovery, Wellbeing)',
    );
  });
});

describe('values', () => {
  it('formats as a reader expects', () => {
    expect(formatNumber(-0.04, 1)).toBe('0.0');
    expect(formatDifference('deepSleep', -35.2)).toBe('−35');
    expect(formatDifference('hrv', 4.4)).toBe('+4');
    expect(formatClock(-35)).toBe('23:25');
    expect(formatRange('temperatureDeviation', -0.2, 0.3)).toBe('−0.20 to 0.30');
    expect(formatRange('deepSleep', 66, 97)).toBe('66–97');
  });

  it('links to the web only', () => {
    expect(linkOf({ doi: '10.1/x', url: '' })).toBe('https://doi.org/10.1/x');
    expect(linkOf({ doi: null, url: 'javascript:alert(1)' })).toBeUndefined();
    expect(linkOf({ doi: undefined, url: 'no address' })).toBeUndefined();
  });
});
