import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/domain/digest.ts';
import type { Page } from '../../../src/domain/page.ts';
import { weekEnding } from '../../../src/domain/week.ts';
import { renderDigestMarkdown } from '../../../src/reports/digest.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { pdfDocument } from '../../../src/reports/pdf/document.ts';
import { renderText } from '../../../src/reports/text.ts';
import type { PageNews } from '../../../src/reports/view/urgent.ts';
import { viewOf } from '../../../src/reports/view/view-of.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { redFlag } from '../../fixtures/pages/findings.ts';
import { storyPage } from '../../fixtures/pages/story.ts';
import { urgentPoint } from '../../fixtures/pages/variants.ts';
import { flagOn, pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { readHtml, squash, textOfDefinition, unescapeMarkdown } from './support.ts';

const day = parseDay('2026-03-19');
type Urgency = typeof redFlag.urgency;

function urgentPage(urgency: Urgency, own: Partial<Page> = {}): Page {
  const story = storyPage();
  return {
    ...story,
    emergencyNumber: '999',
    findings: [...story.findings, { ...redFlag, urgency }],
    points: [...story.points, urgentPoint],
    ...own,
  };
}

const formats: Record<string, (page: Page, news?: PageNews) => string> = {
  markdown: (page, news) => unescapeMarkdown(renderMarkdown(page, news)),
  html: (page, news) => readHtml(renderHtml(page, news)).text,
  text: (page, news) => renderText(page, { width: 90, colour: false, ...news }),
  pdf: (page, news) => textOfDefinition(pdfDocument(page, 'A4', news).content),
};

describe('what cannot wait', () => {
  it.each(Object.entries(formats))(
    'is read first in %s, with what to do before what it is',
    (_name, toText) => {
      const text = squash(toText(urgentPage('emergency')));
      const order = [
        'Urgent',
        'EMERGENCY. If this is happening now or comes back, call 999 at once.',
        urgentPoint.text,
        'Nights used',
      ].map((words) => text.indexOf(words));
      expect(order.every((place) => place >= 0)).toBe(true);
      expect(order).toEqual([...order].sort((left, right) => left - right));
    },
  );

  it.each<[Urgency, string]>([
    ['same-day', 'the same day. If it gets worse, call 999.'],
    ['mention', 'To raise with the doctor. In an emergency call 999.'],
  ])('is not made more of than it is: %s', (urgency, words) => {
    const text = renderMarkdown(urgentPage(urgency));
    expect(text).toContain(words);
    expect(text).not.toContain('EMERGENCY');
  });

  it('says when it was and what was said, instead of how sure a fixed rule is', () => {
    const seenOn = (from: string, to: string) =>
      urgentPage('emergency', { findings: [{ ...redFlag, from, to, seen: 'left arm went numb' }] });
    const metaOf = (page: Page) =>
      viewOf(page)
        .summary.flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.kind === 'point' && block.urgent ? [block.meta] : []));
    expect(metaOf(seenOn('2026-03-19', '2026-03-19'))).toEqual([
      expect.stringMatching(/^Noted on 19 March 2026: “left arm went numb” \(/),
    ]);
    expect(metaOf(seenOn('2026-03-17', '2026-03-19'))).toEqual([
      expect.stringMatching(/^Noted first on 17 March 2026, last on 19 March 2026: “left arm went numb” \(/),
    ]);
  });

  it.each([1, 120, 280, 600])('leaves the first change and its question beside %i urgent words', (words) => {
    const text = Array.from({ length: words }, () => 'why').join(' ');
    const points = [...storyPage().points, { ...urgentPoint, text }];
    const { summary } = viewOf(urgentPage('emergency', { points }));
    const [first] = storyPage().points;
    expect(JSON.stringify(summary)).toContain(text);
    const changes = JSON.stringify(summary.find(({ id }) => id === 'what-changed'));
    expect(changes).toContain(first?.text);
    expect(changes).toContain(first?.question);
  });

  it('has a place of its own for those who hear the page, and none where nothing is urgent', () => {
    const alerts = (html: string) =>
      readHtml(html).tags.filter(({ attributes }) => attributes.role === 'alert');
    expect(alerts(renderHtml(urgentPage('emergency'))).map(({ name }) => name)).toEqual(['section']);
    expect(alerts(renderHtml({ ...storyPage(), emergencyNumber: '999' }))).toEqual([]);
  });

  it('does without the number on pages of before', () => {
    expect(renderMarkdown(urgentPage('emergency', { emergencyNumber: undefined }))).toContain(
      'call the emergency number at once.',
    );
  });

  it('stands above a page that was made before it, as text and nothing else', () => {
    const flags = [
      { rule: 'r', urgency: 'emergency', day, message: 'Get help.', seen: '<b>my "chest"</b>' },
    ] as const;
    const html = renderHtml(storyPage(), { raised: { flags, emergencyNumber: '112' } });
    const { text } = readHtml(html);
    expect(text).toContain('call 112 at once. Get help. Seen on 19 March 2026: <b>my "chest"</b>.');
    expect(text.indexOf('call 112')).toBeLessThan(text.indexOf('Nights used'));
    expect(html).not.toContain('<b>my');
  });

  it.each(Object.entries(formats))(
    'stands above a page of before in %s, and is nothing without',
    (_name, toText) => {
      const message = 'Get help.';
      const flag = { rule: 'r', urgency: 'emergency', day, message, seen: 'my chest' } as const;
      const page = urgentPage('same-day');
      const before = toText(page);
      const text = squash(toText(page, { raised: { flags: [flag], emergencyNumber: '112' } }));
      const order = [
        'Urgent, since this page',
        'call 112 at once',
        'Seen on 19 March 2026: my chest',
        urgentPoint.text,
      ];
      const places = order.map((words) => text.indexOf(words));
      expect(places.every((place) => place >= 0)).toBe(true);
      expect(places).toEqual([...places].sort((left, right) => left - right));
      expect(places[3]).toBeLessThan(text.indexOf('Nights used'));
      expect(toText(page, { raised: { flags: [], emergencyNumber: '112' } })).toBe(before);
      expect(toText(page)).toBe(before);
    },
  );

  it('leads the week, with what came and went', () => {
    const flagged = pageOn('2026-03-18', [pointOn('2026-03-18', flagOn('2026-03-18'))]);
    const calm = pageOn('2026-03-21', [pointOn('2026-03-21', shiftOn('2026-03-21', 'hrv'))]);
    const week = weekEnding(parseDay('2026-03-22'));
    const seen = { nights: [], checkIns: [] };
    const digest = digestOf({ week, pages: [flagged, calm], before: undefined, seen });
    if (digest === undefined) throw new Error('The week has pages.');
    const text = renderDigestMarkdown({ ...digest, emergencyNumber: '999' });
    const order = ['## Urgent', 'In an emergency call 999.', 'told on 2026-03-18', '## In short'];
    const places = order.map((words) => text.indexOf(words));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
  });
});

describe('the log of red flags', () => {
  it.each(Object.entries(formats))('stands among the details in %s', (_name, toText) => {
    const redFlagLog = [
      {
        day,
        urgency: 'same-day',
        message: 'Coughing up blood needs assessment.',
        seen: 'blood when I cough',
      },
    ] as const;
    const text = squash(toText({ ...storyPage(), redFlagLog }));
    expect(text).toContain('Red flags of these 90 days');
    for (const words of ['19 March 2026', 'Same day', 'Coughing up blood', 'blood when I cough'])
      expect(text).toContain(words);
    expect(text).not.toContain('changed since');
    const changed = redFlagLog.map((flag) => ({ ...flag, isChangedSince: true as const }));
    expect(squash(toText({ ...storyPage(), redFlagLog: changed }))).toContain('(entry changed since)');
    const none = squash(toText({ ...storyPage(), redFlagLog: [] }));
    expect(none).toContain('None was raised. Check-ins, notes, events and readings are read for');
    expect(squash(toText(storyPage()))).not.toContain('Red flags of these');
  });
});
