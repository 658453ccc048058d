import { join } from 'node:path';
import { agentsAddressed } from '../../agents/agents-addressed.ts';
import { ruleBased } from '../../agents/consult.ts';
import { coordinate } from '../../agents/coordinator.ts';
import { buildPacket } from '../../agents/packet.ts';
import { createRegistry } from '../../agents/registry.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Page } from '../../src/domain/page.ts';
import { timelineOf } from '../../src/domain/timeline.ts';
import { chartsFor } from '../../src/jobs/charts-for.ts';
import { addDays } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { mixed } from '../truth/nuisances.ts';
import { makePerson } from '../truth/person.ts';
import { plantChain } from '../truth/plant-links.ts';
import { fullRecord } from './full-record.ts';

const DAYS = 365;
const WINDOW_DAYS = 90;

/** The page of a made-up person with a year of nights, a pattern in them, and a full record beside it. */
export function fullPage(): Page {
  const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
  const { input } = makePerson({ scenario: 'speed', nuisances: mixed, plant: plantChain }, DAYS, 1);
  const report = analyse(input);
  const { profile, asOf } = input;
  const common = { report, profile, timeline: timelineOf(profile), appointment: undefined, knowledge };
  const { agents } = createRegistry();
  const addressed = agentsAddressed(agents, report.findings);
  const window = { from: addDays(asOf, 1 - WINDOW_DAYS), to: asOf };
  const page = coordinate({
    ...common,
    interpretations: agents
      .filter(({ id }) => addressed.has(id))
      .map((agent) => ruleBased(agent, buildPacket(agent, common))),
    silent: [],
    emergencyNumber: '112',
    charts: chartsFor(input.series, report.findings, window),
    window,
    person: 'bench',
    version: 'bench',
    dataHash: 'bench',
  });
  return { ...page, record: fullRecord(page) };
}
