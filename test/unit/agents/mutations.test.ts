import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sleep } from '../../../agents/sleep.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { EvidencePacket } from '../../../src/domain/packet.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { asOf, events } from './changes-arbitrary.ts';
import { findingsArbitrary } from './findings-arbitrary.ts';
import { paraphrase } from './paraphrases.ts';
import { appointment, report } from './seed-story.ts';
import { type Mutation, mutations } from './sentence-mutations.ts';

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
    appointment,
    profile: {},
    evidence: [],
    earlier: [],
    mornings: [],
    outcomes: [],
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

/** One in three of what each finding can be told as, so that every style comes by. */
function paraphrased(): Narrated[] {
  const samples = fc.sample(fc.tuple(findingsArbitrary, fc.nat(1 << 20)), { seed: 17, numRuns: 1200 });
  return samples.flatMap(([findings, seed]) => {
    const packet = packetOf(findings);
    return findings.flatMap((finding) =>
      paraphrase(finding, packet, seed)
        .filter(({ template }) => (template + seed) % 3 === 0)
        .map(({ text, template }) => ({ packet, pick: seed + 7 * template, text, claims: [finding.id] })),
    );
  });
}

/**
 * What slips through is true of another finding among the claims, or of another number of the same one: a second change
 * of the same metric, a share that both kinds of days have.
 */
const MOST_MISSED = 0.01;
const ENOUGH = 400;

describe('mutations of true sentences', () => {
  const sources = { narrated: narrated(), paraphrased: paraphrased() };
  const mutantsOf = (points: readonly Narrated[], mutate: Mutation): (Narrated & { mutant: string })[] => {
    const mutants: (Narrated & { mutant: string })[] = [];
    for (const point of points) {
      if (mutants.length >= ENOUGH) break;
      const mutant = mutate(point.text, point.pick);
      if (mutant !== undefined && mutant !== point.text) mutants.push({ ...point, mutant });
    }
    return mutants;
  };

  it.each(Object.entries(mutations))('catches %s', (name, mutate) => {
    const told = mutantsOf(sources.narrated, mutate);
    const reworded = mutantsOf(sources.paraphrased, mutate);
    for (const mutants of [told, reworded]) {
      const missed = mutants.filter(
        ({ mutant, packet, claims }) => checkGrounding(mutant, packet, claims).length === 0,
      );
      const shown = missed.slice(0, 12).map(({ mutant }) => mutant);
      expect(
        missed.length,
        `${name}: ${missed.length} of ${mutants.length}\n${shown.join('\n')}`,
      ).toBeLessThanOrEqual(Math.floor(MOST_MISSED * mutants.length));
    }
    expect(told.length + reworded.length).toBeGreaterThan(300);
  });
});
