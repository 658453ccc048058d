import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../agents/coordinate/standing.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { LastVisit, PointOutcome } from '../../../src/domain/last-visit.ts';
import { topicOf } from '../../../src/domain/topic.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { deepSleepShift, heartRateShift } from './seed-story.ts';

const visitDay = parseDay('2026-03-24');

function afterVisit(
  told: readonly (readonly [Finding, Partial<PointOutcome>])[],
  onPage: readonly Finding[] = [],
): LastVisit {
  return {
    visit: { day: visitDay, clinician: 'Dr. Okafor', agreed: [], points: [] },
    pageTopics: new Set(onPage.map(topicOf)),
    outcomes: new Map(
      told.map(([finding, outcome]) => [
        topicOf(finding),
        { day: visitDay, outcome: 'closed', useful: undefined, size: undefined, ...outcome },
      ]),
    ),
  };
}

const closed = {
  standing: 'known',
  isClosed: true,
  ranksLower: false,
  reason: 'Closed at the visit on 24 March.',
};

describe('where a story stands since the last visit', () => {
  it('is not said where no visit was told of', () => {
    expect(standingOf([deepSleepShift], undefined)).toEqual({
      standing: undefined,
      isClosed: false,
      ranksLower: false,
    });
  });

  it('is new, known from the page that was taken along, or kept', () => {
    const standing = (visit: LastVisit) => standingOf([deepSleepShift], visit).standing;
    expect(standing(afterVisit([], [heartRateShift]))).toBe('new');
    expect(standing(afterVisit([], [deepSleepShift]))).toBe('known');
    expect(standing(afterVisit([[deepSleepShift, { outcome: 'kept' }]], [deepSleepShift]))).toBe('kept');
  });

  it('ranks lower where it was of no use, unless another part of it was', () => {
    const ranks = (visit: LastVisit) => standingOf([deepSleepShift, heartRateShift], visit).ranksLower;
    const useless = [deepSleepShift, { outcome: 'kept', useful: false }] as const;
    expect(ranks(afterVisit([useless]))).toBe(true);
    expect(ranks(afterVisit([useless, [heartRateShift, { outcome: 'kept', useful: true }]]))).toBe(false);
    expect(ranks(afterVisit([]))).toBe(false);
  });
});

describe('a story that was closed', () => {
  it('is closed when all of its changes were', () => {
    expect(standingOf([deepSleepShift], afterVisit([[deepSleepShift, {}]]))).toEqual(closed);
    expect(standingOf([deepSleepShift, heartRateShift], afterVisit([[deepSleepShift, {}]])).isClosed).toBe(
      false,
    );
  });

  it('is closed with the pattern that stands beside its change today and did not then', () => {
    const link = { ...deepSleepShift, id: 'deviation', kind: 'discordance', answer: 'energy' } as Finding;
    expect(standingOf([deepSleepShift, link], afterVisit([[deepSleepShift, {}]])).isClosed).toBe(true);
  });

  it('comes back when it began after the visit', () => {
    const later = { ...deepSleepShift, onset: '2026-03-25' } as Finding;
    expect(standingOf([later], afterVisit([[deepSleepShift, {}]])).isClosed).toBe(false);
  });

  it('comes back when it has grown by half, and not before', () => {
    const grown = (difference: number) =>
      standingOf([{ ...deepSleepShift, difference } as Finding], afterVisit([[deepSleepShift, { size: 30 }]]))
        .isClosed;
    expect([grown(-44.9), grown(-45), grown(-20)]).toEqual([true, false, true]);
  });

  it('is another story when its direction has turned', () => {
    const turned = { ...deepSleepShift, direction: 'up', difference: 20 } as Finding;
    expect(standingOf([turned], afterVisit([[deepSleepShift, {}]]))).toMatchObject({
      standing: 'new',
      isClosed: false,
    });
  });

  const common = { ...deepSleepShift, to: '2026-03-20' };
  const ferritin = (labDay: string): Finding => ({
    ...common,
    id: 'lab-link',
    kind: 'lab-link',
    analyte: 'Ferritin',
    unit: 'ug/L',
    metric: 'deepSleep',
    labDay,
    to: labDay,
    windowDays: 90,
  });
  const disagreement = (from: string): Finding => ({
    ...common,
    id: 'discordance',
    kind: 'discordance',
    metric: 'deepSleep',
    answer: 'energy',
    from,
    to: from,
  });
  const chain = (to: string): Finding => ({
    ...common,
    id: 'chain',
    kind: 'chain',
    metrics: ['bedtime', 'deepSleep', 'energy'],
    path: ['bedtime', 'deepSleep', 'energy'],
    lags: [0, 0],
    links: [],
    loop: false,
    to,
  });
  const isClosedAs = (size: number | undefined, ...findings: Finding[]) =>
    standingOf(findings, afterVisit(findings.map((finding) => [finding, { size }]))).isClosed;

  it.each([
    ['a laboratory result', ferritin],
    ['a disagreement between ring and person', disagreement],
  ] as const)('comes back with %s that is newer than the visit', (_what, of) => {
    for (const size of [undefined, 0]) {
      expect(isClosedAs(size, of('2026-03-24'))).toBe(true);
      expect(isClosedAs(size, of('2026-03-25'))).toBe(false);
      // Beside a change that was closed as well.
      expect(isClosedAs(size, deepSleepShift, of('2026-03-24'))).toBe(true);
      expect(isClosedAs(size, deepSleepShift, of('2026-03-25'))).toBe(false);
    }
  });

  it.each([
    ['a chain, which has no size', undefined, chain],
    ['a chain of an older page', 0, chain],
    ['a change whose page is lost', undefined, (to: string): Finding => ({ ...deepSleepShift, to })],
    ['a change of no size', 0, (to: string): Finding => ({ ...deepSleepShift, to })],
  ] as const)('is closed for eight weeks where it is %s', (_what, size, of) => {
    // 24 March and 56 days are 19 May.
    expect([isClosedAs(size, of('2026-05-19')), isClosedAs(size, of('2026-05-20'))]).toEqual([true, false]);
  });

  it('stays closed beyond eight weeks while its size is known and has not grown', () => {
    expect(isClosedAs(60, { ...deepSleepShift, to: '2026-09-01' })).toBe(true);
  });

  it('is never a red flag', () => {
    const flag = {
      ...deepSleepShift,
      id: 'flag',
      kind: 'red-flag',
      rule: 'chest-pain',
      urgency: 'emergency',
      seen: 'chest pain',
    } as Finding;
    expect(standingOf([flag], afterVisit([[flag, {}]])).isClosed).toBe(false);
    expect(
      standingOf(
        [flag, deepSleepShift],
        afterVisit([
          [flag, {}],
          [deepSleepShift, {}],
        ]),
      ).isClosed,
    ).toBe(false);
  });
});
