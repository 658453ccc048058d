import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadKnowledge } from '../../../../knowledge/load-knowledge.ts';
import type { RaisedFlag } from '../../../../src/domain/red-flags/raised-flag.ts';
import { screen } from '../../../../src/domain/red-flags/screen.ts';
import { type Day, parseDay } from '../../../../src/shared/day.ts';
import { packageRoot } from '../../../../src/shared/package-root.ts';

export const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
export const day: Day = parseDay('2026-03-24');

/** What a rule has to be raised by, played down, and the same matter as one that is not there. */
export interface Vignette {
  readonly rule: string;
  readonly text: string;
  readonly minimised: string;
  readonly notSo: string;
  readonly medications?: readonly string[];
}

/** A text by itself, with how urgent it is and in which way it is told. */
export interface Told {
  readonly text: string;
  readonly kind: 'emergency' | 'same-day' | 'mention' | 'quiet';
  readonly rule: string;
  readonly variant: string;
  readonly medications?: readonly string[];
}

export function readVignettes(name: 'worked-on' | 'held-out'): Vignette[] {
  return readFixture(name) as Vignette[];
}

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(join(packageRoot(), 'test/fixtures/red-flags', `${name}.json`), 'utf8'));
}

/** Texts of one day. */
export function screenTexts(texts: readonly string[], medications: readonly string[] = []): RaisedFlag[] {
  return screen(
    {
      texts: texts.map((text) => ({ day, source: 'check-in' as const, text })),
      readings: [],
      medications,
    },
    knowledge,
  );
}

export function rulesOf(flags: readonly RaisedFlag[]): string[] {
  return flags.map(({ rule }) => rule);
}
