import type { Violation } from './grounding-context.ts';
import { plainText } from './plain-text.ts';
import { sentencesOf } from './sentences.ts';
import { syllablesOf } from './syllables.ts';

export interface ReadingOptions {
  /**
   * Names that the reader knows or that cannot be put otherwise: metrics, medicines, labels, people. Each counts as one
   * word of two syllables, so that a name makes no text hard and none makes it easy.
   */
  readonly givenNames?: readonly string[];
}

const GIVEN = 'given';
/** Numbers and units are read at a glance: each is one syllable, and a sign is part of its number. */
const FIGURE = /^[^\p{L}]*\d[^\p{L}]*$|^(?:bpm|ms|kg|kcal|mg|min|h|mmHg|am|pm|mL)$/u;

/**
 * The grade of Flesch and Kincaid (Kincaid, Fishburne, Rogers and Chissom 1975):
 * 0.39 · words a sentence + 11.8 · syllables a word − 15.59.
 */
export function readingGrade(text: string, { givenNames = [] }: ReadingOptions = {}): number {
  const sentences = sentencesOf(withGiven(plainText(text), givenNames));
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
}

/** For what a patient reads. */
export function checkReadingGrade(text: string, limit = 6, options: ReadingOptions = {}): Violation[] {
  const grade = readingGrade(text, options);
  return grade <= limit ? [] : [{ kind: 'grade', words: `grade ${grade.toFixed(1)}` }];
}

function withGiven(text: string, names: readonly string[]): string {
  const longestFirst = names.map(plainText).sort((left, right) => right.length - left.length);
  return longestFirst
    .filter((name) => name.length > 1)
    .reduce((rest, name) => {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      return rest.replace(new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, 'giu'), (found) =>
        // A name that begins a sentence must still look like the beginning of one.
        /^\p{Lu}/u.test(found) ? 'Given' : GIVEN,
      );
    }, text);
}

function wordsOf(sentence: string): string[] {
  return sentence
    .split(/[\s–—/-]+/)
    .map((word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''))
    .filter((word) => word !== '');
}

function syllablesIn(word: string): number {
  return FIGURE.test(word) ? 1 : syllablesOf(word);
}
