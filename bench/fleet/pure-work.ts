import { join } from 'node:path';
import { agentsAddressed } from '../../agents/agents-addressed.ts';
import { ruleBased } from '../../agents/consult.ts';
import { coordinate } from '../../agents/coordinator.ts';
import { buildPacket } from '../../agents/packet.ts';
import { recommendationOf } from '../../agents/recovery/recommend.ts';
import { createRegistry } from '../../agents/registry.ts';
import type { Stores } from '../../db/stores/stores.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { type AnalysisInput, analyse } from '../../src/analysis/analyse.ts';
import { HISTORY_DAYS } from '../../src/analysis/frame.ts';
import type { Page } from '../../src/domain/page.ts';
import { nextAppointment, profileAsOf } from '../../src/domain/profile-as-of.ts';
import { timelineOf } from '../../src/domain/timeline.ts';
import { chartsFor } from '../../src/jobs/charts-for.ts';
import { profileOf } from '../../src/jobs/profile-of.ts';
import { renderHtml } from '../../src/reports/html.ts';
import { renderMarkdown } from '../../src/reports/markdown.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { packageRoot } from '../../src/shared/package-root.ts';

/** CPU milliseconds of one round's work without queue, database and seals: what any program would have to do. */
export interface PureWork {
  readonly analysis: number;
  readonly specialists: number;
  readonly coordinator: number;
  readonly markdown: number;
  readonly html: number;
}

const WINDOW_DAYS = 90;
const WARM_UP = 10;

export async function measurePureWork(
  stores: Stores,
  slugs: readonly string[],
  asOf: Day,
): Promise<PureWork> {
  const inputs: AnalysisInput[] = [];
  for (const slug of slugs) inputs.push(await inputOf(stores, slug, asOf));
  for (const input of inputs.slice(0, WARM_UP)) workOn(input, createStopwatch());
  const watch = createStopwatch();
  for (const input of inputs) workOn(input, watch);
  const mean = (part: keyof PureWork) => (watch.total(part) ?? 0) / inputs.length;
  return {
    analysis: mean('analysis'),
    specialists: mean('specialists'),
    coordinator: mean('coordinator'),
    markdown: mean('markdown'),
    html: mean('html'),
  };
}

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

async function inputOf(stores: Stores, slug: string, asOf: Day): Promise<AnalysisInput> {
  const person = await stores.people.get(slug);
  return {
    person: slug,
    asOf,
    timezone: person.timezone,
    series: await stores.series.load(person, addDays(asOf, 1 - HISTORY_DAYS), asOf),
    profile: await profileOf(stores, person, asOf),
    knowledge,
  };
}

function workOn(input: AnalysisInput, watch: Stopwatch): void {
  const { asOf, series } = input;
  const report = watch.take('analysis', () => analyse(input));
  const profile = profileAsOf(input.profile, asOf);
  const common = {
    report,
    profile,
    timeline: timelineOf(profile),
    appointment: nextAppointment(profile, asOf),
    knowledge,
  };
  const { agents } = createRegistry();
  const addressed = agentsAddressed(agents, report.findings);
  const speaking = agents.filter(({ id }) => addressed.has(id));
  const interpretations = watch.take('specialists', () =>
    speaking.map((agent) => ruleBased(agent, buildPacket(agent, common))),
  );
  const window = { from: addDays(asOf, 1 - WINDOW_DAYS), to: asOf };
  const page: Page = watch.take('coordinator', () =>
    coordinate({
      ...common,
      interpretations,
      silent: [],
      emergencyNumber: '112',
      charts: chartsFor(series, report.findings, window),
      window,
      ...recommendationOf(report, profile),
      person: input.person,
      version: 'fleet',
      dataHash: '',
    }),
  );
  watch.take('markdown', () => renderMarkdown(page));
  watch.take('html', () => renderHtml(page));
}

type Stopwatch = ReturnType<typeof createStopwatch>;

/** In CPU time, not by the clock: another program's minute must not be told as ours. */
function createStopwatch() {
  const totals = new Map<keyof PureWork, number>();
  const add = (part: keyof PureWork, began: NodeJS.CpuUsage) => {
    const { user, system } = process.cpuUsage(began);
    totals.set(part, (totals.get(part) ?? 0) + (user + system) / 1000);
  };
  return {
    take<Result>(part: keyof PureWork, work: () => Result): Result {
      const began = process.cpuUsage();
      const result = work();
      add(part, began);
      return result;
    },
    total: (part: keyof PureWork) => totals.get(part),
  };
}
