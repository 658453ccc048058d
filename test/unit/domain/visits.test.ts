import { describe, expect, it } from 'vitest';
import { earlierPoints } from '../../../src/domain/earlier-points.ts';
import { appointmentToTell, lastVisitOf } from '../../../src/domain/last-visit.ts';
import type { Page, PagePoint } from '../../../src/domain/page.ts';
import { emptyProfile, type Visit } from '../../../src/domain/profile.ts';
import { profileAsOf } from '../../../src/domain/profile-as-of.ts';
import { timelineOf } from '../../../src/domain/timeline.ts';
import { topicOf } from '../../../src/domain/topic.ts';
import { visitPoints } from '../../../src/domain/visit-points.ts';
import { type Day, parseDay } from '../../../src/shared/day.ts';
import { page } from '../../support/stores/samples.ts';
import { deepSleepShift, heartRateShift } from '../agents/seed-story.ts';

const deep = topicOf(deepSleepShift);
const heart = topicOf(heartRateShift);
const asOf = parseDay('2026-03-20');

function point(claims: readonly string[], text = 'Sleep was shorter.'): PagePoint {
  return {
    id: text,
    text,
    claims: [...claims],
    citations: [],
    question: 'Could we look at this?',
    priority: 2,
    confidence: 'medium',
    agents: ['sleep'],
    section: 'what-changed',
  };
}

const told = (day: string, points: readonly PagePoint[], fields: Partial<Page> = {}) =>
  page(day, { findings: [deepSleepShift, heartRateShift], points, ...fields });

describe('what was told before', () => {
  it('is each matter once, as the newest page told it', () => {
    const pages = [
      told('2026-03-10', [point(['shift-deep'], 'old'), point(['shift-rhr'], 'heart')]),
      told('2026-03-19', [point(['shift-deep'], 'new')]),
    ];
    expect(earlierPoints(pages, asOf).map(({ text, asOf: day, topics }) => [text, day, topics])).toEqual([
      ['new', '2026-03-19', [deep]],
      ['heart', '2026-03-10', [heart]],
    ]);
  });

  it('is nothing of the day itself, of later, or of more than 120 days ago', () => {
    const on = (day: string) => earlierPoints([told(day, [point(['shift-deep'])])], asOf).length;
    expect(['2026-03-20', '2026-03-21', '2025-11-19', '2025-11-20', '2026-03-19'].map(on)).toEqual([
      0, 0, 0, 1, 1,
    ]);
  });
});

describe('the points that were taken along', () => {
  it('are known by their topics and bring their metrics', () => {
    expect(visitPoints(told('2026-03-19', [point(['shift-deep', 'shift-rhr'])]))).toEqual([
      {
        topics: [deep, heart],
        text: 'Sleep was shorter.',
        question: 'Could we look at this?',
        metrics: ['deepSleep', 'restingHeartRate'],
      },
    ]);
  });
});

describe('what became of points at visits', () => {
  const visit = (day: string, points: Visit['points']): Visit => ({
    day: parseDay(day),
    clinician: 'Dr. Okafor',
    agreed: [],
    points,
  });

  it('is what the newest visit said of each, with the size it had on the page that was taken', () => {
    const first = {
      visit: visit('2026-01-10', [{ topics: [deep, heart], outcome: 'closed' as const }]),
      page: undefined,
    };
    const second = {
      visit: visit('2026-03-19', [{ topics: [deep], outcome: 'kept' as const, useful: true }]),
      page: told('2026-03-18', [point(['shift-deep'])]),
    };
    const last = lastVisitOf([second, first]);
    expect(last?.visit.day).toBe('2026-03-19');
    expect([...(last?.pageTopics ?? [])]).toEqual([deep]);
    expect(last?.outcomes.get(deep)).toEqual({
      day: '2026-03-19',
      outcome: 'kept',
      useful: true,
      size: 34.9,
    });
    expect(last?.outcomes.get(heart)).toMatchObject({
      day: '2026-01-10',
      outcome: 'closed',
      size: undefined,
    });
    expect(lastVisitOf([])).toBeUndefined();
  });

  it('is asked for a fortnight after an appointment, until it is told', () => {
    const appointment = { day: parseDay('2026-03-10'), clinician: 'Dr. Okafor', questions: [] };
    const asked = (today: string, visits: readonly Visit[] = []) =>
      appointmentToTell({ ...emptyProfile, appointments: [appointment], visits }, parseDay(today))?.day;
    expect(['2026-03-10', '2026-03-11', '2026-03-24', '2026-03-25'].map((day) => asked(day))).toEqual([
      undefined,
      '2026-03-10',
      '2026-03-10',
      undefined,
    ]);
    expect(asked('2026-03-12', [visit('2026-03-10', [])])).toBeUndefined();
    // It was put off by a day.
    expect(asked('2026-03-12', [visit('2026-03-11', [])])).toBeUndefined();
    expect(asked('2026-03-24', [visit('2026-03-20', [])])).toBe('2026-03-10');
  });
});

describe('a change that was agreed, on the timeline', () => {
  const agreed = (day: string, what: string) => ({ day: parseDay(day), what, watch: ['deepSleep'] });
  const profile = {
    ...emptyProfile,
    visits: [
      {
        day: parseDay('2026-03-10'),
        clinician: 'Dr. Okafor',
        agreed: [agreed('2026-03-12', ' walk\nafter  dinner '), agreed('2026-03-16', 'less coffee')],
        points: [],
      },
    ],
  };

  it('is an event in the person’s words, on one line', () => {
    expect(timelineOf(profile).map(({ kind, day, label, watch }) => [kind, day, label, watch])).toEqual([
      ['agreed', '2026-03-12', 'walk after dinner', ['deepSleep']],
      ['agreed', '2026-03-16', 'less coffee', ['deepSleep']],
    ]);
  });

  it('is not there before it begins', () => {
    const on = (day: string) => timelineOf(profileAsOf(profile, day as Day)).length;
    expect(['2026-03-09', '2026-03-11', '2026-03-12', '2026-03-16'].map(on)).toEqual([0, 0, 1, 2]);
  });
});
