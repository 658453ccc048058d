import { describe, expect, it } from 'vitest';
import { followUpsOf } from '../../../agents/coordinate/follow-ups.ts';
import { type AnalysisInput, analyse } from '../../../src/analysis/analyse.ts';
import type { FindingsReport } from '../../../src/domain/finding.ts';
import type { FollowUp } from '../../../src/domain/page.ts';
import type { Profile, Visit } from '../../../src/domain/profile.ts';
import { timelineOf } from '../../../src/domain/timeline.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { bell, inputOf } from '../../support/analysis-input.ts';

const asOf = parseDay('2026-03-20');
const DAYS = 200;

/** A walk in the evening, agreed so many days ago. */
function agreedVisit(daysAgo: number, change: Partial<Visit['agreed'][number]> = {}): Visit {
  const day = addDays(asOf, -daysAgo);
  const agreed = { day, what: 'a walk after dinner', watch: ['sleepEfficiency'], ...change };
  return { day, clinician: 'Dr. Okafor', agreed: [agreed], points: [] };
}

/** Sleep efficiency around 78 %, and higher by a step from the day of the change on; what else is measured is noise. */
function look(visit: Visit, { step = 0, seed = 1, profile = {} as Partial<Profile> } = {}) {
  const daysAgo = Math.round((Date.parse(asOf) - Date.parse(visit.agreed[0]?.day ?? asOf)) / 86_400_000);
  const first = DAYS - 1 - daysAgo;
  const level = (index: number) => 78 + 3 * bell(index, 10 * seed) + (index >= first ? step : 0);
  const input = inputOf(
    {
      sleepEfficiency: level,
      hrv: (index) => 40 + 6 * bell(index, 10 * seed + 1),
      restingHeartRate: (index) => 60 + 2 * bell(index, 10 * seed + 2),
      steps: (index) => 8000 + 1500 * bell(index, 10 * seed + 3),
    },
    { days: DAYS, profile: { visits: [visit], ...profile } },
  );
  const report = analyse(input);
  return { input, report, level, first, followUps: followUpsOf(input.profile, report, asOf) };
}

/** The day of the change is the profile's: what was found later, without the change beside it, does not speak of it. */
const withoutTheChange = (followUps: readonly FollowUp[]) =>
  followUps.map((told) => ({
    ...told,
    text: told.text.replace(/the change agreed for \d+ \p{L}+ \(“.*?”\)/u, 'then'),
  }));

/** What is claimed is held against its findings; where nothing is claimed, only the words are left to hold. */
function expectSound(input: AnalysisInput, report: FindingsReport, followUps: readonly FollowUp[]): void {
  const { findings } = report;
  const timeline = timelineOf(input.profile);
  const context = { asOf, findings, timeline, appointment: undefined, profile: input.profile };
  for (const { text, claims } of followUps) {
    const words = claims.length > 0 ? text : text.replace(/“.*”/, '');
    if (claims.length > 0) expect([text, checkGrounding(text, context, claims)]).toEqual([text, []]);
    expect([words, checkWording(words, context, claims)]).toEqual([words, []]);
  }
}

const verdicts = (followUps: readonly FollowUp[]) =>
  followUps.map(({ metric, verdict }) => `${metric} ${verdict}`);

describe('a change that was agreed', () => {
  it('is followed by the planted numbers when things got better, in words that the checks let through', () => {
    const { input, report, level, first, followUps } = look(agreedVisit(20), { step: 6 });
    expect(verdicts(followUps)).toEqual(['sleepEfficiency better']);
    const [told] = followUps as [FollowUp];
    const mean = (from: number, to: number) => {
      const values = Array.from({ length: to - from }, (_, index) => level(from + index));
      return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
    };
    expect(told.text).toBe(
      `Since the change agreed for 28 February (“a walk after dinner”), sleep efficiency has averaged ${mean(first, DAYS)} % over 21 nights, against ${mean(first - 60, first)} % before.`,
    );
    expect(told).toMatchObject({ what: 'a walk after dinner', day: '2026-02-28', clinician: 'Dr. Okafor' });
    expectSound(input, report, followUps);
  });

  it('is told in words that the checks let through, whatever moved and whatever else happened then', () => {
    const trip = { day: addDays(asOf, -30), kind: 'travel' as const, label: 'a week in Oslo' };
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 24; seed++) {
      const watch = ['sleepEfficiency', 'hrv', 'steps'];
      const visit = agreedVisit(16 + seed, { what: 'stop the evening dose by 9 pm', watch });
      const looked = look(visit, {
        step: seed % 2 === 0 ? 7 : -7,
        seed,
        profile: { events: seed % 3 === 0 ? [trip] : [] },
      });
      expectSound(looked.input, looked.report, looked.followUps);
      for (const { verdict, text } of looked.followUps)
        kinds.add(text.includes('cannot tell it apart') ? 'beside' : verdict);
    }
    expect([...kinds].sort()).toEqual(['beside', 'better', 'not-seen', 'worse']);
  });

  it('is told as worse when it fell', () => {
    expect(verdicts(look(agreedVisit(30), { step: -6 }).followUps)).toEqual(['sleepEfficiency worse']);
  });

  it('is told as changed where neither direction is welcome', () => {
    const visit = agreedVisit(30, { watch: ['remSleep'] });
    const input = inputOf(
      { bedtime: (index) => 1380 + 20 * bell(index, 1) + (index >= 169 ? 45 : 0) },
      {
        days: DAYS,
        profile: {
          visits: [{ ...visit, agreed: visit.agreed.map((one) => ({ ...one, watch: ['bedtime'] })) }],
        },
      },
    );
    expect(verdicts(followUpsOf(input.profile, analyse(input), asOf))).toEqual(['bedtime changed']);
  });

  it('waits for fourteen nights', () => {
    expect(verdicts(look(agreedVisit(13), { step: 8 }).followUps)).toEqual(['sleepEfficiency too-early']);
    expect(verdicts(look(agreedVisit(14), { step: 8 }).followUps)).toEqual(['sleepEfficiency better']);
  });

  it('is told with the smallest change that would have shown when nothing moved', () => {
    const [told] = look(agreedVisit(28)).followUps;
    expect(told?.verdict).toBe('not-seen');
    expect(told?.text).toMatch(
      /no lasting change was seen since .*; one smaller than \d+(\.\d)? % would not show/,
    );
  });

  it.each([
    ['rose', 8, 'better'],
    ['fell', -8, 'worse'],
  ] as const)(
    'is not told as without any change when it %s later than two weeks after',
    (_what, step, verdict) => {
      const visit = agreedVisit(70);
      const input = inputOf(
        { sleepEfficiency: (index) => 78 + 3 * bell(index, 10) + (index >= DAYS - 25 ? step : 0) },
        { days: DAYS, profile: { visits: [visit] } },
      );
      const report = analyse(input);
      const shift = report.findings.find(({ kind, grade }) => kind === 'shift' && grade !== 'watch');
      const followUps = followUpsOf(input.profile, report, asOf);
      expect(shift).toBeDefined();
      expect(followUps).toMatchObject([{ verdict, claims: [shift?.id] }]);
      expect(followUps[0]?.text).toMatch(
        /^Since the change .* averaged \d+ % over \d+ nights from .* on, against/,
      );
      expectSound(input, report, withoutTheChange(followUps));
    },
  );

  it.each([
    ['after the change', 70, 'better', /^Since the change agreed .* has risen little by little between/],
    [
      'before the change and went on',
      16,
      'changed',
      /^Sleep efficiency has risen little by little between .*; this began before the change agreed for/,
    ],
  ] as const)('is told with a drift that began %s', (_what, daysAgo, verdict, words) => {
    const visit = agreedVisit(daysAgo);
    const slope = (index: number) => Math.max(0, index - (DAYS - 35)) * 0.4;
    const input = inputOf(
      { sleepEfficiency: (index) => 78 + 2 * bell(index, 10) + slope(index) },
      { days: DAYS, profile: { visits: [visit] } },
    );
    const found = analyse(input);
    const findings = found.findings.filter(({ kind }) => kind === 'drift');
    expect(findings).toMatchObject([{ grade: 'established' }]);
    const report = { ...found, findings };
    const followUps = followUpsOf(input.profile, report, asOf);
    expect(followUps).toMatchObject([{ verdict, claims: [findings[0]?.id] }]);
    expect(followUps[0]?.text).toMatch(words);
    expectSound(input, report, withoutTheChange(followUps));
  });

  it('says so when another event lies closer to what moved', () => {
    const trip = { day: addDays(asOf, -26), kind: 'travel' as const, label: 'a week in Oslo' };
    const visit = agreedVisit(70);
    const input = inputOf(
      { sleepEfficiency: (index) => 78 + 3 * bell(index, 10) + (index >= DAYS - 25 ? 8 : 0) },
      { days: DAYS, profile: { visits: [visit], events: [trip] } },
    );
    const report = analyse(input);
    const followUps = followUpsOf(input.profile, report, asOf);
    expect(followUps[0]?.verdict).toBe('better');
    expect(followUps[0]?.text).toMatch(/ Another event lies closer to it\.$/);
    expectSound(input, report, withoutTheChange(followUps));
  });

  it('is followed no longer than four months, and not before it begins', () => {
    expect(look(agreedVisit(121)).followUps).toEqual([]);
    expect(look(agreedVisit(3, { day: addDays(asOf, 4) })).followUps).toEqual([]);
  });

  it('is the change of the medicine where it stands in the list of medicines as well', () => {
    const visit = agreedVisit(25, { what: 'Take Lisinopril in the morning' });
    const day = addDays(asOf, -24) as Day;
    const medications = [{ name: 'Lisinopril', events: [{ day, action: 'timing' as const, time: '08:00' }] }];
    const { input, followUps } = look(visit, { step: 6, profile: { medications } });
    expect(timelineOf(input.profile).map(({ kind, watch }) => [kind, watch])).toEqual([
      ['medication-timing', ['sleepEfficiency']],
    ]);
    expect(followUps[0]).toMatchObject({ verdict: 'better', what: 'Take Lisinopril in the morning' });
    const other = [{ name: 'Lis', events: [{ day, action: 'timing' as const }] }];
    expect(timelineOf({ ...input.profile, medications: other })).toHaveLength(2);
  });

  it('is hardly ever told to have done something when it did nothing', () => {
    const told = Array.from({ length: 60 }, (_, index) =>
      verdicts(look(agreedVisit(28), { seed: 100 + index }).followUps),
    ).flat();
    const moved = told.filter((verdict) => !verdict.endsWith('not-seen'));
    expect(told).toHaveLength(60);
    expect(moved.length).toBeLessThanOrEqual(3);
  });
});
