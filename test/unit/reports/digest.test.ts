import { describe, expect, it } from 'vitest';
import type { Digest, DigestPoint } from '../../../src/domain/digest.ts';
import type { Mover, WeekMoves } from '../../../src/domain/mover.ts';
import { renderDigestHtml, renderDigestMarkdown, renderDigestText } from '../../../src/reports/digest.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { hostileText } from '../../fixtures/pages/variants.ts';
import { digest } from '../../support/stores/samples.ts';
import { readHtml, squash } from './support.ts';

const source = (day: string) => ({ roundId: 'round-1', asOf: parseDay(day), findings: ['shift-1'] });
const line = (text: string, day: string, isUrgent = false) => ({ text, isUrgent, source: source(day) });
const point = (text: string, fields: Partial<DigestPoint> = {}): DigestPoint => ({
  ...line(text, '2026-03-22'),
  question: 'Could we look at this?',
  confidence: 'high',
  firstTold: parseDay('2026-03-19'),
  ...fields,
});
const days = (...numbers: number[]) => numbers.map((number) => parseDay(`2026-03-${number}`));

const full: Digest = digest('2026-03-22', {
  pages: days(17, 22).map((asOf) => ({ roundId: `round-${asOf}`, asOf })),
  comparedWith: parseDay('2026-03-15'),
  seen: { nights: days(16, 17, 19, 20, 21), checkIns: days(16, 17, 18, 19, 20, 21, 22) },
  fresh: [point('Deep sleep fell.'), point('A pulse of 130.', { isUrgent: true })],
  standing: [point('HRV is lower.')],
  joined: [line('Steps fell too.', '2026-03-22')],
  gone: [line('Fatigue was higher.', '2026-03-15')],
  passed: [line('A warm night', '2026-03-17')],
  appointment: { day: parseDay('2026-03-24'), time: '10:30', clinician: 'Dr Reyes', specialty: 'cardiology' },
  questions: ['Is it the dose?'],
});
const empty = digest('2026-03-22', { pages: full.pages, comparedWith: full.comparedWith });

const mover = (metric: string, value: number, usual: Omit<Mover['usual'], 'n'>, z: number): Mover => ({
  metric,
  value,
  n: 7,
  usual: { ...usual, n: 84 },
  z,
});

const wide = { width: 100, colour: false };
const headings = (made: Digest) =>
  [...renderDigestMarkdown(made).matchAll(/^## (.+)$/gm)].map(([, name]) => name);

describe('a digest to read', () => {
  it('goes from what is new to what is gone', () => {
    expect(headings(full)).toEqual([
      'Urgent',
      'In short',
      'New this week',
      'Still there',
      'Came and went',
      'No longer found',
      'Coming appointment',
    ]);
  });

  it('says in short how much there is, and which nights are missing', () => {
    const text = squash(renderDigestText(full, wide));
    expect(text).toContain('The week to Sunday 22 March 2026');
    expect(text).toContain('3 new, 1 still there, 1 came and went and 1 no longer found.');
    expect(text).toContain('Nights: 5 of 7 (without Wednesday and Sunday). Check-ins: 7 of 7.');
  });

  it('dates what is gone, and what is new', () => {
    const text = squash(renderDigestText(full, wide));
    expect(text).toContain('Fatigue was higher. Last told on Sunday 15 March.');
    expect(text).toContain('A warm night. Last told on Tuesday 17 March.');
    expect(text).toContain('First told on Thursday. Confidence high');
    expect(text).toContain('Dr Reyes · cardiology · Tuesday 24 March 2026, 10:30');
  });

  it('says that nothing stood out, and does not say it of a week with too little data', () => {
    expect(renderDigestText(empty, wide)).toContain('Nothing stood out this week');
    const thin = renderDigestText({ ...empty, isSufficient: false }, wide);
    expect(thin).toContain('Not enough data');
    expect(thin).not.toContain('Nothing stood out');
  });

  it('shows what moved beside the own usual, in every format', () => {
    const moved: WeekMoves = {
      usualFrom: parseDay('2025-12-22'),
      usualTo: parseDay('2026-03-15'),
      compared: 24,
      movers: [
        mover('restingHeartRate', 64, { low: 55, median: 57, high: 60.4 }, 2.9),
        mover('bedtime', 45, { low: -60, median: -20, high: 15 }, 2.1),
        mover('custom:tea', 5, { low: 1, median: 2, high: 3 }, 2),
      ],
      customMetrics: [{ slug: 'custom:tea', label: 'Tea', unit: 'cups', decimals: 0 }],
    };
    const made = { ...full, moved };
    expect(headings(made).slice(1, 4)).toEqual(['In short', 'What moved', 'New this week']);
    const markdown = renderDigestMarkdown(made);
    expect(markdown).toContain('| Resting heart rate | 64 bpm | 55–60 | +2.9 |');
    expect(markdown).toContain('| Bedtime | 0:45 | 23:00–0:15 | +2.1 |');
    expect(markdown).toContain('| Tea | 5 cups | 1–3 | +2.0 |');
    for (const text of [renderDigestText(made, wide), readHtml(renderDigestHtml(made)).text]) {
      expect(squash(text)).toMatch(/Resting heart rate.*64 bpm.*55–60/);
      expect(squash(text)).toContain('24 metrics compared. A description, not a finding.');
    }
  });

  it('says that nothing moved, or that too little is known to say it', () => {
    const still = {
      usualFrom: parseDay('2025-12-22'),
      usualTo: parseDay('2026-03-15'),
      compared: 24,
      movers: [],
    };
    expect(renderDigestText({ ...empty, moved: still }, wide)).toContain(
      'Nothing moved: 24 metrics stayed within',
    );
    const unknown = squash(renderDigestText({ ...empty, moved: { ...still, compared: 0 } }, wide));
    expect(unknown).toContain(
      'Not enough data: 4 values of the week and 28 of the twelve weeks before are needed.',
    );
    expect(headings({ ...empty, moved: still, isSufficient: false })).not.toContain('What moved');
  });

  it('calls nothing new where there is nothing to compare with', () => {
    const first = { ...full, comparedWith: undefined };
    expect(headings(first)).toContain('On the page');
    const text = squash(renderDigestText(first, wide));
    expect(text).not.toMatch(/\bnew\b|First told/);
    expect(text).toContain('There was no page before this week to compare with.');
  });

  it('is a well-formed page of its own that runs nothing, whatever the texts hold', () => {
    const hostile: Digest = {
      ...full,
      person: hostileText,
      fresh: [point(hostileText, { question: hostileText })],
      gone: [line(hostileText, '2026-03-15')],
      questions: [hostileText],
    };
    for (const made of [full, empty, hostile]) {
      const { tags } = readHtml(renderDigestHtml(made));
      expect(tags.filter(({ name }) => /^(script|link|iframe|img|object|form)$/.test(name))).toEqual([]);
      expect(
        tags.flatMap(({ attributes }) => Object.keys(attributes)).filter((key) => key.startsWith('on')),
      ).toEqual([]);
      const ids = tags.flatMap(({ attributes }) => attributes.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('marks what is urgent', () => {
    const { text } = readHtml(renderDigestHtml(full));
    expect(text.indexOf('A pulse of 130.')).toBeLessThan(text.indexOf('Deep sleep fell.'));
    const passed = renderDigestHtml({ ...full, passed: [line('A pulse of 140.', '2026-03-17', true)] });
    expect(passed).toContain('<p class="alert" dir="auto">A pulse of 140.');
  });
});
