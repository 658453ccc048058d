import { ruleBased } from '../../../agents/consult.ts';
import type { CoordinatorInput } from '../../../agents/coordinate/input.ts';
import { buildPacket } from '../../../agents/packet.ts';
import { allAgents } from '../../../agents/registry.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { report, sources } from './seed-story.ts';

/** What the coordinator gets when every specialist spoke by rule. */
export function inputFor(
  findings: readonly Finding[],
  change: Partial<CoordinatorInput> = {},
): CoordinatorInput {
  const own = { ...sources, report: { ...report, findings: [...findings] } };
  return {
    ...own,
    interpretations: allAgents.map((agent) => ruleBased(agent, buildPacket(agent, own))),
    silent: [],
    emergencyNumber: '999',
    charts: [],
    window: { from: parseDay('2025-12-25'), to: parseDay('2026-03-24') },
    person: 'Mum',
    version: '0.1.0',
    dataHash: 'hash',
    ...change,
  };
}
