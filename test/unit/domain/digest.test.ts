import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, type DigestLine, digestOf } from '../../../src/domain/digest.ts';
import type { RoundPage } from '../../../src/domain/page.ts';
import { weekEnding } from '../../../src/domain/week.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { chainOn, driftOn, flagOn, pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';

const week = weekEnding(parseDay('2026-03-22'));
const [BEFORE, TUE, THU, SUN] = ['2026-03-15', '2026-03-17', '2026-03-19', '2026-03-22'] as const;
const seen = { nights: [], checkIns: [] };

function digest(before: RoundPage | undefined, ...pages: RoundPage[]): Digest {
  const made = digestOf({ week, before, pages, seen });
  if (made === undefined) throw new Error('a week with a page has a digest');
  return made;
}

const texts = (lines: readonly DigestLine[]): string[] => lines.map(({ text }) => text);
const shiftPage = (day: string, ...metrics: string[]) =>
  pageOn(
    day,
    metrics.map((metric) => pointOn(day, shiftOn(day, metric))),
  );

describe('the digest of a week', () => {
  it('is none where the week has no page', () => {
    expect(digestOf({ week, before: shiftPage(BEFORE, 'hrv'), pages: [], seen })).toBeUndefined();
  });

  it('tells what is new, what is still there and what is not, though ids and onsets have moved', () => {
    const made = digest(
      shiftPage(BEFORE, 'hrv', 'steps'),
      shiftPage(THU, 'hrv', 'deepSleep'),
      shiftPage(SUN, 'hrv', 'deepSleep'),
    );
    expect(texts(made.fresh)).toEqual([`shift of deepSleep, as told on ${SUN}.`]);
    expect(texts(made.standing)).toEqual([`shift of hrv, as told on ${SUN}.`]);
    expect(texts(made.gone)).toEqual([`shift of steps, as told on ${BEFORE}.`]);
    expect([made.joined, made.untold, made.passed]).toEqual([[], [], []]);
    expect(made.comparedWith).toBe(BEFORE);
    expect(made.fresh[0]).toMatchObject({
      firstTold: THU,
      question: `What about it on ${SUN}?`,
      confidence: 'medium',
      isUrgent: false,
      source: { roundId: `round-${SUN}`, asOf: SUN, findings: [`shift-deepSleep-up-${SUN}`] },
    });
  });

  it('takes a drift that became a shift for the same change, and a turn for another', () => {
    const drifting = pageOn(BEFORE, [
      pointOn(BEFORE, driftOn(BEFORE, 'restingHeartRate')),
      pointOn(BEFORE, shiftOn(BEFORE, 'hrv', 'up')),
    ]);
    const now = pageOn(SUN, [
      pointOn(SUN, shiftOn(SUN, 'restingHeartRate')),
      pointOn(SUN, shiftOn(SUN, 'hrv', 'down')),
    ]);
    const made = digest(drifting, now);
    expect(texts(made.standing)).toEqual([`shift of restingHeartRate, as told on ${SUN}.`]);
    expect(texts(made.fresh)).toEqual([`shift of hrv, as told on ${SUN}.`]);
    expect(texts(made.gone)).toEqual([`shift of hrv, as told on ${BEFORE}.`]);
  });

  it('says what is new within a point that also tells of what was there before, and the other way round', () => {
    const both = (day: string) =>
      pageOn(day, [pointOn(day, shiftOn(day, 'restingHeartRate'), shiftOn(day, 'deepSleep'))]);
    const grown = digest(shiftPage(BEFORE, 'restingHeartRate'), both(SUN));
    expect(grown.fresh).toEqual([]);
    expect(grown.standing).toHaveLength(1);
    expect(texts(grown.joined)).toEqual([`deepSleep went up, seen on ${SUN}.`]);
    const shrunk = digest(both(BEFORE), shiftPage(SUN, 'restingHeartRate'));
    expect([shrunk.standing.length, shrunk.fresh.length, shrunk.joined.length]).toEqual([1, 0, 0]);
    expect(shrunk.gone).toMatchObject([
      {
        text: `deepSleep went up, seen on ${BEFORE}.`,
        source: { asOf: BEFORE, findings: [`shift-deepSleep-up-${BEFORE}`] },
      },
    ]);
  });

  it('does not call gone what is found and had no room, nor new what was found before and has room now', () => {
    const crowded = (day: string, told: string, found: string) =>
      pageOn(day, [pointOn(day, shiftOn(day, told))], { findings: [shiftOn(day, found)] });
    const made = digest(crowded(BEFORE, 'hrv', 'deepSleep'), crowded(SUN, 'deepSleep', 'hrv'));
    expect([made.fresh, made.gone]).toEqual([[], []]);
    expect(texts(made.standing)).toEqual([`shift of deepSleep, as told on ${SUN}.`]);
    expect(texts(made.untold)).toEqual([`hrv went up, seen on ${SUN}.`]);
  });

  it('does not call there what is only a hint any more', () => {
    const hint = { ...shiftOn(SUN, 'hrv'), grade: 'watch' as const };
    const made = digest(shiftPage(BEFORE, 'hrv'), pageOn(SUN, [], { findings: [hint] }));
    expect(texts(made.gone)).toEqual([`shift of hrv, as told on ${BEFORE}.`]);
    expect(made.untold).toEqual([]);
  });

  it('remembers what came and went within the week, told once in its last words', () => {
    const made = digest(
      shiftPage(BEFORE, 'hrv'),
      pageOn(TUE, [pointOn(TUE, flagOn(TUE)), pointOn(TUE, chainOn(TUE))]),
      pageOn(THU, [pointOn(THU, chainOn(THU)), pointOn(THU, shiftOn(THU, 'hrv'))]),
      shiftPage(SUN, 'hrv'),
    );
    expect(made.passed.map(({ isUrgent, source }) => [isUrgent, source.asOf, source.findings])).toEqual([
      [true, TUE, [`flag-${TUE}`]],
      [false, THU, [`chain-${THU}`]],
    ]);
    expect(made.gone).toEqual([]);
  });

  it('has everything on its list the first time, and calls nothing gone', () => {
    const made = digest(undefined, shiftPage(SUN, 'hrv', 'deepSleep'));
    expect(made.comparedWith).toBeUndefined();
    expect([made.fresh.length, made.standing.length, made.gone.length]).toEqual([2, 0, 0]);
  });

  it('says nothing of what is gone when there are too little data, and nothing but what is urgent', () => {
    const thin = {
      coverage: { nightsExpected: 90, nightsUsed: 12, checkInsUsed: 0, sufficient: false, missing: [] },
    };
    const made = digest(
      shiftPage(BEFORE, 'hrv'),
      shiftPage(TUE, 'steps'),
      pageOn(SUN, [pointOn(SUN, flagOn(SUN)), pointOn(SUN, shiftOn(SUN, 'deepSleep'))], thin),
    );
    expect(made.isSufficient).toBe(false);
    expect(made.fresh.map(({ isUrgent }) => isUrgent)).toEqual([true]);
    expect([made.standing, made.gone, made.untold, made.joined, made.passed]).toEqual([[], [], [], [], []]);
    const afterThin = digest(pageOn(BEFORE, [], thin), shiftPage(SUN, 'hrv'));
    expect(afterThin.comparedWith).toBeUndefined();
  });

  it('takes the questions along to an appointment that is still to come', () => {
    const appointment = {
      day: parseDay('2026-03-24'),
      time: '10:30',
      clinician: 'Dr Reyes',
      specialty: undefined,
      daysAway: 2,
    };
    const fields = { appointment, questions: ['Is it the dose?'] };
    const made = digest(undefined, pageOn(SUN, [], fields));
    expect(made.appointment).toMatchObject({ day: '2026-03-24', clinician: 'Dr Reyes' });
    expect(made.appointment).not.toHaveProperty('daysAway');
    expect(made.questions).toEqual(['Is it the dose?']);
    const over = pageOn(SUN, [], {
      ...fields,
      appointment: { ...appointment, day: parseDay(SUN), daysAway: 0 },
    });
    expect(digest(undefined, over)).toMatchObject({ appointment: undefined, questions: [] });
  });

  it('invents no sentence: each stands on the page that it names, whatever was found when', () => {
    const metrics = ['hrv', 'steps', 'deepSleep', 'restingHeartRate'];
    const point = (day: string) =>
      fc
        .tuple(
          fc.subarray(metrics, { minLength: 1 }),
          fc.constantFrom('up' as const, 'down' as const),
          fc.constantFrom(shiftOn, driftOn),
        )
        .map(([some, direction, found]) =>
          pointOn(day, ...some.map((metric) => found(day, metric, direction))),
        );
    const aPage = (day: string) =>
      fc.array(point(day), { maxLength: 3 }).map((points) => pageOn(day, points));
    fc.assert(
      fc.property(
        fc.option(aPage(BEFORE), { nil: undefined }),
        aPage(TUE),
        aPage(THU),
        aPage(SUN),
        (before, ...pages) => {
          const { fresh, standing, joined, untold, gone, passed } = digest(before, ...pages);
          const all = [...pages, ...(before === undefined ? [] : [before])];
          for (const { text, source } of [...fresh, ...standing, ...joined, ...untold, ...gone, ...passed]) {
            const page = all.find(({ roundId }) => roundId === source.roundId)?.page;
            const found = page?.findings.filter(({ id }) => source.findings.includes(id)) ?? [];
            expect(found.length).toBeGreaterThan(0);
            expect([
              ...(page?.points ?? []).map((one) => one.text),
              ...found.map(({ summary }) => summary),
            ]).toContain(text);
          }
          expect(fresh.length + standing.length).toBe(pages[2].page.points.length);
        },
      ),
      { numRuns: 300, seed: 7 },
    );
  });
});
