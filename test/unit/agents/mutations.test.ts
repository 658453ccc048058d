import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../agents/sleep.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { report } from './seed-story.ts';
import { mutations } from './sentence-mutations.ts';

interface Narrated {
  readonly packet: EvidencePacket;
  readonly pick: number;
  readonly text: string;
  readonly claims: readonly string[];
}

function packetOf(findings: readonly Finding[]): EvidencePacket {
  return {
    agent: 'sleep',
    asOf,
    ageBand: undefined,
    coverage: report.coverage,
    findings,
    timeline: events,
    appointment: undefined,
    profile: {},
    evidence: [],
    earlier: [],
    mornings: [],
  };
}

/** The fixed words of a red flag are passed on, not checked. */
function narrated(): Narrated[] {
  const samples = fc.sample(fc.tuple(findingsArbitrary, fc.nat(50)), { seed: 11, numRuns: 1500 });
  return samples.flatMap(([findings, pick]) => {
    const packet = packetOf(findings);
    return sleep
      .narrate(packet)
      .filter(({ text }) => !text.includes('emergency number'))
      .map(({ text, claims }) => ({ packet, pick, text, claims }));
  });
}

/**
 * What slips through is true of another finding among the claims: a second change of the same metric, a second lag of the
 * same two. Over twenty seeds that is one mutant in ten thousand.
 */
const MOST_MISSED = 0.01;

describe('mutations of true sentences', () => {
  const points = narrated();

  it.each(Object.entries(mutations))('catches %s', (_name, mutate) => {
    const mutants = points.flatMap((point) => {
      const mutant = mutate(point.text, point.pick);
      return mutant === undefined || mutant === point.text ? [] : [{ ...point, mutant }];
    });
    const missed = mutants.filter(
      ({ mutant, packet, claims }) => checkGrounding(mutant, packet, claims).length === 0,
    );
    const shown = missed.slice(0, 12).map(({ mutant }) => mutant);
    expect(mutants.length).toBeGreaterThan(300);
    expect(
      missed.length / mutants.length,
      `${missed.length} of ${mutants.length}\n${shown.join('\n')}`,
    ).toBeLessThanOrEqual(MOST_MISSED);
  });
});
