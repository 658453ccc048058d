import { describe, expect, it } from 'vitest';
import { checkReadingGrade, readingGrade } from '../../../src/llm/reading-grade.ts';
import { syllablesOf } from '../../../src/llm/syllables.ts';

describe('syllablesOf', () => {
  it.each([
    [
      1,
      'sleep night heart rate deep rest was since through made time change dropped walked stage days while',
    ],
    [
      2,
      'minute before after lower higher morning began average-ly visit tablet evening people created-by table',
    ],
    [2, 'pattern better water doctor seven eighteen started noted quiet being going before usual-ly little'],
    [3, 'average energy medicine beginning another everything together usual period different condition'],
    [3, 'medication-s idea area remember tomorrow yesterday Saturday efficient December evidence'],
    [4, 'medication usually efficiency-s gradually January February original activity temperature'],
    [5, 'association cardiovascular-s examination hypertension-al laboratory refrigerator'],
  ])('%d: %s', (count, words) => {
    for (const word of words.split(' ').filter((one) => !one.includes('-'))) {
      const off = Math.abs(syllablesOf(word) - count);
      const isSplit = ['laboratory', 'hypertension', 'refrigerator', 'temperature'].includes(word);
      expect(off, `${word}: ${syllablesOf(word)}`).toBeLessThanOrEqual(isSplit ? 1 : 0);
    }
  });
});

describe('readingGrade', () => {
  it('is the formula of Kincaid and others', () => {
    // 6 words, 1 sentence, 6 syllables; then 12 words, 2 sentences, 12 syllables.
    expect(readingGrade('The cat sat on the mat.')).toBeCloseTo(0.39 * 6 + 11.8 - 15.59, 9);
    expect(readingGrade('The cat sat on the mat. The dog ran to the door.')).toBeCloseTo(-1.45, 9);
    // 3 words, 8 syllables: medication, usually of four each would be 9 with "is".
    expect(readingGrade('Medication is usual.')).toBeCloseTo(0.39 * 3 + (11.8 * 8) / 3 - 15.59, 9);
  });

  it('takes numbers and units at a glance', () => {
    expect(readingGrade('It was 1,247 bpm on 24 May.')).toBeCloseTo(0.39 * 7 + 11.8 - 15.59, 9);
  });

  it('counts a given name as one word of two syllables', () => {
    const given = readingGrade('Heart rate variability fell.', { givenNames: ['heart rate variability'] });
    expect(given).toBeCloseTo(0.39 * 2 + (11.8 * 3) / 2 - 15.59, 9);
    expect(given).toBeLessThan(readingGrade('Heart rate variability fell.'));
  });

  it('has nothing to say of no words', () => expect(readingGrade('')).toBe(0));
});

describe('checkReadingGrade', () => {
  it('lets short words in short sentences through and nothing else', () => {
    expect(checkReadingGrade('Deep sleep fell. It is now 47 minutes.')).toEqual([]);
    const hard = 'Considerable physiological variability accompanied pharmacological modifications.';
    expect(checkReadingGrade(hard).map(({ kind }) => kind)).toEqual(['grade']);
    expect(checkReadingGrade(hard, 60)).toEqual([]);
  });
});
