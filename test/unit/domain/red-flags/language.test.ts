import { describe, expect, it } from 'vitest';
import { knowledgeSchema } from '../../../../src/domain/knowledge.ts';
import { readLanguage } from '../../../../src/domain/red-flags/language.ts';
import { parsePattern } from '../../../../src/domain/red-flags/pattern.ts';
import type { RedFlagRule } from '../../../../src/domain/red-flags/rule-schema.ts';
import { screen } from '../../../../src/domain/red-flags/screen.ts';
import { spellerFor } from '../../../../src/domain/red-flags/spelling.ts';
import { tokensOf } from '../../../../src/domain/red-flags/tokens.ts';
import { knowledge, rulesOf, screenTexts } from './screened.ts';

describe('the rules', () => {
  const [first, ...others] = knowledge.redFlags;

  it.each([
    ['<nosuch> hurts', /names a slot that no rule has/],
    ['a & b & c & d', /too many places in any order/],
  ])('are refused when first asked for where the pattern "%s" cannot be read', (pattern, reason) => {
    const damaged = { ...first, symptoms: { 'chest pain': [pattern] } } as RedFlagRule;
    expect(() =>
      screen({ texts: [], readings: [], medications: [] }, { ...knowledge, redFlags: [damaged, ...others] }),
    ).toThrow(reason);
  });

  it('can be read as they are', () => {
    expect(readLanguage(knowledge.redFlags).problems).toEqual([]);
  });

  it.each([
    { ...first, trigger: { words: [] } },
    { ...first, trigger: { words: ['chest pain'], wordz: ['x'] } },
    { ...first, agents: [] },
    others[0],
  ])('are refused at the start where a field is amiss or a rule stands twice', (damaged) => {
    expect(knowledgeSchema.safeParse({ ...knowledge, redFlags: [damaged, ...others] }).success).toBe(false);
  });

  it('are accepted as they are', () => {
    expect(knowledgeSchema.safeParse(knowledge).success).toBe(true);
  });
});

describe('parsePattern', () => {
  const places = (pattern: string) =>
    parsePattern(pattern).map((each) => each.places.map(({ place, gap }) => `${place}:${gap}`).join(' '));

  it('reads gaps, either order, and what may be left out', () => {
    expect(places('a b')).toEqual(['a:2 b:2']);
    expect(places('a ... b')).toEqual(['a:2 b:6']);
    expect(places('a & b')).toEqual(['a:2 b:4', 'b:2 a:4']);
    expect(places('a b? c').toSorted()).toEqual(['a:2 b:2 c:2', 'a:2 c:2']);
  });
});

describe('tokensOf', () => {
  const line = (text: string) =>
    tokensOf(text)
      .map(({ word, after }) => `${after}${word}`)
      .join(' ');

  it('writes contractions out, drops accents and keeps what ends or divides', () => {
    expect(line('I can’t, no. Café?yes')).toBe('.i can not ,no .cafe ?yes');
    expect(line('dont short-of-breath 37.5')).toBe('.do not short of breath 37.5');
  });

  it('takes a word that means something to the program for a word', () => {
    expect(line("constructor valueOf it's __proto__")).toContain('constructor');
  });

  it('knows where each word stood', () => {
    const text = 'My chest — hurts';
    expect(tokensOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['My', 'chest', 'hurts']);
  });
});

describe('spellerFor', () => {
  const spell = spellerFor(new Set(['pain']), new Set(['chest', 'breathing', 'pain', 'stroke']));

  it.each([
    ['chset', 'chest'],
    ['chesttt', 'chest'],
    ['brething', 'breathing'],
    ['breeathin', 'breathing'],
    ['pian', 'pain'],
    ['stroek', 'stroke'],
  ])('brings %s to %s', (written, word) => {
    expect(spell(written)).toBe(word);
  });

  it.each(['crest', 'cheat', 'paint', 'rain', 'strike', 'breeding', 'quest'])('leaves %s alone', (word) => {
    expect(spell(word)).toBe(word);
  });

  it('is not led astray by the words of every day', () => {
    expect(
      rulesOf(screenTexts(['Painting the crest of the chess club, breeding hens, stoking the fire.'])),
    ).toEqual([]);
  });
});
