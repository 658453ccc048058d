import { rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Agent } from '../../../agents/agent.ts';
import { createRegistry } from '../../../agents/registry.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import type { Round } from '../../../db/stores/round-store.ts';
import type { RoundCeiling } from '../../../db/stores/round-usage-store.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { fileInMemory } from '../../../src/cli/source-files.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import type { Speaker } from '../../../src/domain/agent-id.ts';
import type { ImportDependencies } from '../../../src/jobs/import-documents.ts';
import { importFile } from '../../../src/jobs/import-files.ts';
import { createHandlers, jobDefinitions } from '../../../src/jobs/index.ts';
import type { KeepWebhooksDependencies } from '../../../src/jobs/keep-webhooks.ts';
import type { OuraSyncDependencies } from '../../../src/jobs/oura-sync.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import type { Model } from '../../../src/llm/model.ts';
import { loadPrompt, type Prompt } from '../../../src/llm/prompts.ts';
import type { NoticeChannel } from '../../../src/notify/channel.ts';
import type { JobQueue } from '../../../src/queue/runtime.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type Meter, silentMeter } from '../../../src/shared/meter.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { openStore, type Store } from '../stores/stage.ts';
import { type DatabaseSite, scratchSite } from '../test-database.ts';

/** The last day of the data, and the day that is looked from. */
export const asOf = parseDay('2026-03-20');

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const demo = generateDemoPerson({ lastDay: asOf, seed: 1 });

/** Half a year of the demo's ring, its check-ins and its profile, for somebody of the test's store. */
export async function giveData(
  store: Omit<ImportDependencies, 'knowledge' | 'tell'>,
  person: Person,
): Promise<void> {
  const target = { slug: person.slug, timezone: person.timezone };
  const files = [
    ...Object.entries(demo.oura.documents).map(
      ([name, data]) => [`${name}.json`, JSON.stringify({ data })] as const,
    ),
    ['checkins.csv', demo.checkInsCsv] as const,
    ['profile.json', JSON.stringify({ ...demo.profile, timezone: person.timezone })] as const,
  ];
  for (const [name, text] of files) {
    const dependencies = { ...store, knowledge, tell: async () => undefined };
    await importFile(dependencies, target, fileInMemory(name, Buffer.from(text)));
  }
}

let prepared: Promise<string> | undefined;

/** A database in which anna has that data already: taking it in takes longer than most tests of it. */
export async function siteWithData(): Promise<DatabaseSite> {
  prepared ??= prepareData();
  const [template, site] = await Promise.all([prepared, scratchSite()]);
  if (site.location.kind !== 'sqlite') throw new Error('Only a file can be copied.');
  await copyFile(template, site.location.path);
  return site;
}

async function prepareData(): Promise<string> {
  const site = await scratchSite();
  if (site.location.kind !== 'sqlite') throw new Error('Only a file can be copied.');
  const store = await openStore(site);
  await giveData(store, store.anna);
  await store.db.destroy();
  const { path } = site.location;
  process.once('exit', () => rmSync(dirname(path), { recursive: true, force: true }));
  return path;
}

export interface PipelineOptions {
  readonly models?: (speaker: Speaker) => Model | undefined;
  readonly roundLimit?: RoundCeiling;
  readonly meter?: Meter;
  /** What the specialists are told; a test can make one of them stumble here. */
  readonly prompt?: (agent: Agent) => Prompt;
  readonly channels?: readonly NoticeChannel[];
  readonly oura?: Partial<Omit<OuraSyncDependencies, keyof Store>> & Partial<KeepWebhooksDependencies>;
  readonly reportsDirectory: string;
}

/** Nobody is connected, so nobody is asked. */
const noOura = {
  oauth: undefined,
  ouraBaseUrl: 'http://127.0.0.1:9',
  ouraLimit: { requests: 1000, seconds: 1 },
  webhooks: undefined,
  fetch,
};

const ownPrompt = (agent: Agent): Prompt => loadPrompt(join(packageRoot(), 'prompts'), agent.prompt);

/** Every job over a store of the test's own, as the composition root puts them together. */
export function handlersOf(store: Store, queue: JobQueue, options: PipelineOptions) {
  return createHandlers({
    ...store,
    queue,
    knowledge,
    agents: createRegistry(),
    coordinatorPrompt: loadPrompt(join(packageRoot(), 'prompts'), 'coordinator.md'),
    prompt: options.prompt ?? ownPrompt,
    lexicon: lexiconOf(knowledge),
    models: options.models ?? (() => undefined),
    roundLimit: options.roundLimit ?? { tokens: 1_000_000 },
    ...noOura,
    ...options.oura,
    channels: options.channels ?? [],
    reportsDirectory: options.reportsDirectory,
    meter: options.meter ?? silentMeter,
    version: '0',
  });
}

export async function work(store: Store, queue: JobQueue, options: PipelineOptions): Promise<void> {
  await queue.work(handlersOf(store, queue, options), { definitions: jobDefinitions });
}

/** Looks until the round has ended; the database says so, whatever the queue believes. */
export async function ended(store: Pick<Store, 'rounds'>, { id }: Pick<Round, 'id'>): Promise<Round> {
  for (;;) {
    const round = await store.rounds.get(id);
    if (round.state !== 'running') return round;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
