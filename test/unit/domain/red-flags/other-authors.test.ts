import { describe, expect, it } from 'vitest';
import { readFixture, screenTexts, type Told } from './screened.ts';

const ranks = ['quiet', 'mention', 'same-day', 'emergency'] as const;

function rankOf({ text, medications }: Told): number {
  return Math.max(0, ...screenTexts([text], medications).map(({ urgency }) => ranks.indexOf(urgency)));
}

function falseAlarms(told: readonly Told[]): string[] {
  return told.filter((each) => rankOf(each) > 0).map(({ text }) => text);
}

/** Texts made up by authors who knew neither the patterns nor one another; what they imagine is nobody's history. */
describe.each(['second-author', 'third-author', 'fourth-author', 'critical-reader', 'seen-last'])(
  'texts of %s',
  (name) => {
    const all = readFixture(name) as Told[];
    const missed = (told: readonly Told[]) => told.filter((each) => rankOf(each) < ranks.indexOf(each.kind));

    it('raise every emergency as one', () => {
      const emergencies = all.filter(({ kind }) => kind === 'emergency');
      expect(emergencies.length).toBeGreaterThanOrEqual(30);
      expect(missed(emergencies).map(({ text }) => text)).toEqual([]);
    });

    it('raise what is to be told of today or at the next visit, but for three in a hundred', () => {
      const others = all.filter(({ kind }) => kind === 'same-day' || kind === 'mention');
      expect(missed(others).length).toBeLessThanOrEqual(others.length * 0.03);
    });

    it('raise nothing where there is nothing, but for one in twenty', () => {
      const quiet = all.filter(({ kind }) => kind === 'quiet');
      const negated = quiet.filter(({ variant }) => variant === 'negated');
      expect(falseAlarms(quiet).length).toBeLessThanOrEqual(quiet.length * 0.05);
      expect(falseAlarms(negated).length).toBeLessThanOrEqual(negated.length * 0.05);
    });
  },
);
