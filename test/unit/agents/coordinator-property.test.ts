import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../agents/coordinator.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { events } from './changes-arbitrary.ts';
import { inputFor } from './coordinator-input.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { appointment } from './seed-story.ts';

describe('coordinate, over random findings', () => {
  it('writes nothing that the checks would refuse, and loses no claim', () => {
    fc.assert(
      fc.property(findingsArbitrary, (findings) => {
        const page = coordinate(inputFor(findings, { interpretations: [], timeline: events }));
        const context = { asOf: page.asOf, findings, timeline: events, appointment, profile: {} };
        for (const { text, question, claims } of page.points) {
          for (const words of [text, question]) {
            expect(checkGrounding(words, context, claims), words).toEqual([]);
            expect(checkWording(words, context, claims), words).toEqual([]);
          }
        }
        expect(page.points.length + page.leftOut.length).toBeGreaterThan(0);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
