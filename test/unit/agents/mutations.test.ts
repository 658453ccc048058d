import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../agents/sleep.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { report } from './seed-story.ts';

/** Every way to make one true sentence false by one word; the place of the match is chosen by `pick`. */
const mutations: Readonly<Record<string, (text: string, pick: number) => string | undefined>> = {
  'a number off by one': (text, pick) =>
    replaceAt(
      text,
      /(?<![\d.,:(–−] ?)\b\d{1,3}\b(?=(?: minutes?| bpm| ms| %| nights?| days?| mornings?))/g,
      pick,
      (found) => String(Number(found) + 1),
    ),
  'a flipped direction': (text, pick) =>
    replaceAt(text, /\b(?:higher|lower|risen|fallen)\b/g, pick, (found) => flipped[found] ?? found),
  'a moved date': (text, pick) =>
    replaceAt(text, /(?<=\b(?:about|after .{0,60}) )\d{1,2}(?= (?:January|February|March))/g, pick, (found) =>
      String((Number(found) % 28) + 1),
    ),
};
const flipped: Readonly<Record<string, string>> = {
  higher: 'lower',
  lower: 'higher',
  risen: 'fallen',
  fallen: 'risen',
};

function replaceAt(
  text: string,
  pattern: RegExp,
  pick: number,
  make: (found: string) => string,
): string | undefined {
  const all = [...text.matchAll(pattern)];
  const found = all[pick % Math.max(1, all.length)];
  if (found === undefined) return undefined;
  return text.slice(0, found.index) + make(found[0]) + text.slice(found.index + found[0].length);
}

describe('mutations of true sentences', () => {
  it.each(Object.entries(mutations))('catches %s', (_name, mutate) => {
    let tried = 0;
    const missed: string[] = [];
    const samples = fc.sample(fc.tuple(findingsArbitrary, fc.nat(50)), { seed: 11, numRuns: 1200 });
    for (const [findings, pick] of samples) {
      const packet: EvidencePacket = {
        agent: 'sleep',
        asOf,
        ageBand: undefined,
        coverage: report.coverage,
        findings,
        timeline: events,
        appointment: undefined,
        profile: {},
        evidence: [],
      };
      for (const { text, claims } of sleep.narrate(packet)) {
        if (/emergency number/.test(text)) continue;
        const mutant = mutate(text, pick);
        if (mutant === undefined || mutant === text) continue;
        tried += 1;
        if (checkGrounding(mutant, packet, claims).length === 0) missed.push(mutant);
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(
      missed.length / tried,
      `${missed.length} of ${tried}\n${missed.slice(0, 12).join('\n')}`,
    ).toBeLessThanOrEqual(0.01);
  });
});
