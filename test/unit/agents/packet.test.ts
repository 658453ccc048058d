import { describe, expect, it } from 'vitest';
import { cardiology } from '../../../agents/cardiology.ts';
import { medications } from '../../../agents/medications.ts';
import { ageBandOf, buildPacket } from '../../../agents/packet.ts';
import { createRegistry } from '../../../agents/registry.ts';
import { sleep } from '../../../agents/sleep.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { contentHash } from '../../../src/shared/ids.ts';
import { deepSleepShift, sources } from './seed-story.ts';

const ids = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id);
const withFindings = (...findings: Finding[]) => ({ ...sources, report: { ...sources.report, findings } });

describe('buildPacket', () => {
  it('routes findings by agent, and to medications only what follows one', () => {
    expect(ids(buildPacket(cardiology, sources).findings)).toContain('shift-rhr');
    expect(ids(buildPacket(cardiology, sources).findings)).not.toContain('shift-deep');
    expect(ids(buildPacket(medications, sources).findings)).toEqual(['shift-deep', 'shift-rhr']);
    const late = {
      ...deepSleepShift,
      events: deepSleepShift.events.map((event) => ({ ...event, daysBefore: 20 })),
    };
    expect(buildPacket(medications, withFindings(late)).findings).toEqual([]);
  });

  it('hands out no finding of grade watch', () => {
    expect(buildPacket(sleep, withFindings({ ...deepSleepShift, grade: 'watch' })).findings).toEqual([]);
  });

  it('holds no name, no birth year, no note author, no question', () => {
    for (const agent of createRegistry().agents) {
      const text = JSON.stringify(buildPacket(agent, sources));
      expect(text).not.toMatch(/1956|Maria|Rosa|Luis|Delgado|"mum"|walk in the evening/);
    }
    expect(buildPacket(sleep, sources).ageBand).toBe('70–79');
  });

  it('opens only the declared sections', () => {
    expect(Object.keys(buildPacket(sleep, sources).profile).sort()).toEqual([...sleep.reads.sections].sort());
    const narrow = { ...sleep, reads: { ...sleep.reads, sections: ['conditions' as const] } };
    expect(buildPacket(narrow, sources).timeline).toEqual([]);
  });

  it('knows the profile as of its day', () => {
    const early = { ...sources, report: { ...sources.report, asOf: '2026-02-01' } };
    const packet = buildPacket(medications, early);
    expect(packet.profile.medications?.[0]?.events).toHaveLength(1);
    expect(packet.timeline).toHaveLength(1);
  });

  it('matches evidence to metrics and drug, and leaves out that on other drugs and diseases', () => {
    const packet = buildPacket(medications, sources);
    const evidence = packet.evidence.map(({ id }) => id);
    expect(evidence).toContain('mackenzie-2022-time');
    expect(evidence).toContain('robbins-2024-three-wearables');
    expect(evidence.length).toBeLessThanOrEqual(8);
    for (const foreign of [
      'demendonca-2023-benzodiazepines',
      'nelson-2019-mecfs-hrv',
      'lorenz-2017-glp1-hr',
    ]) {
      expect(evidence).not.toContain(foreign);
    }
  });

  it('is pure: the same sources give the same hash', () => {
    expect(contentHash(buildPacket(sleep, sources))).toBe(
      contentHash(buildPacket(sleep, structuredClone(sources))),
    );
  });
});

describe('ageBandOf', () => {
  it.each([
    [1956, '60–69', '2025-03-01'],
    [1930, '90 or older', '2026-03-01'],
    [2010, 'under 18', '2026-03-01'],
    [2007, '18–19', '2026-03-01'],
  ])('%i is %s', (year, band, day) => expect(ageBandOf(year, parseDay(day))).toBe(band));
});

describe('createRegistry', () => {
  it('finds an agent and refuses a double', () => {
    expect(createRegistry().find('sleep')).toBe(sleep);
    expect(createRegistry([sleep]).find('cycle')).toBeUndefined();
    expect(() => createRegistry([sleep, sleep])).toThrow('registered twice');
  });
});
