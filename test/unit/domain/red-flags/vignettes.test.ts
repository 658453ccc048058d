import { describe, expect, it } from 'vitest';
import { knowledge, readFixture, readVignettes, rulesOf, screenTexts } from './screened.ts';

interface Turn {
  readonly text: string;
  readonly medications?: readonly string[];
}

/**
 * Written before the patterns, as people and those who care for them write. The held-out third was looked at only when
 * the patterns stood; what it misses counts against the engine and is not to be moved to the other file.
 */
describe.each(['worked-on', 'held-out'] as const)('red-flag vignettes, %s', (name) => {
  const vignettes = readVignettes(name);

  it('raises the rule that the text meets', () => {
    const missed = vignettes.filter(
      ({ rule, text, medications }) => !rulesOf(screenTexts([text], medications)).includes(rule),
    );
    expect(missed.map(({ text }) => text)).toEqual([]);
  });

  it('raises it all the same where it is played down', () => {
    const missed = vignettes.filter(
      ({ rule, minimised, medications }) => !rulesOf(screenTexts([minimised], medications)).includes(rule),
    );
    expect(missed.map(({ minimised }) => minimised)).toEqual([]);
  });

  it('raises nothing where it is denied, imagined, long past or somebody else’s, but for one in twenty', () => {
    const raised = vignettes.filter(({ notSo, medications }) => screenTexts([notSo], medications).length > 0);
    expect(raised.length).toBeLessThanOrEqual(vignettes.length * 0.05);
  });
});

describe('red-flag vignettes', () => {
  it('meet every rule that words alone can meet', () => {
    const met = new Set(
      [...readVignettes('worked-on'), ...readVignettes('held-out')].map(({ rule }) => rule),
    );
    const byWords = knowledge.redFlags.map(({ id }) => id).filter((id) => id !== 'cannot-be-woken');
    expect(byWords.filter((id) => !met.has(id))).toEqual([]);
  });

  it('raise nothing from everyday notes, but for one in fifty', () => {
    const notes = readFixture('harmless') as string[];
    expect(notes.length).toBeGreaterThanOrEqual(200);
    const raised = notes.filter(
      (note) => screenTexts([note], ['metoprolol', 'ramipril', 'sertraline']).length > 0,
    );
    expect(raised.length).toBeLessThanOrEqual(notes.length * 0.02);
  });

  it('are not talked down by their turn of phrase, nor raised by what only sounds alike', () => {
    const { raised, quiet } = readFixture('turns-of-phrase') as Record<'raised' | 'quiet', Turn[]>;
    const isRaised = ({ text, medications }: Turn) => screenTexts([text], medications).length > 0;
    expect(raised.filter((turn) => !isRaised(turn))).toEqual([]);
    expect(quiet.filter(isRaised)).toEqual([]);
  });
});
