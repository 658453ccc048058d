import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentsAddressed } from '../../../agents/agents-addressed.ts';
import { createRegistry } from '../../../agents/registry.ts';
import { openQueue } from '../../../src/queue/open-queue.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { silentLogger } from '../queue/silent-logger.ts';
import type { ChaosWorld } from './world.ts';

/** What can be said of one person after the night; compared as a whole, so that a failure shows all of it. */
export interface PersonAfter {
  readonly slug: string;
  readonly rounds: readonly string[];
  readonly unfinishedSteps: readonly string[];
  readonly spoke: readonly string[];
  readonly pages: number;
  readonly files: readonly string[];
}

/** The same of a night on which nothing happened. */
export async function expectedOf(world: ChaosWorld, slug: string): Promise<PersonAfter> {
  const { stores, db } = world.place;
  const person = await stores.people.get(slug);
  const row = await db.selectFrom('round').select('id').where('person_id', '=', person.id).executeTakeFirst();
  const roundId = row?.id ?? '';
  const set = await stores.findings.find(person, roundId);
  const page = await stores.pages.find(person, roundId);
  const silent = new Set<string>(page?.silent.map(({ agent }) => agent));
  const { agents } = createRegistry();
  const addressed = agentsAddressed(agents, set?.report.findings ?? []);
  const spoke = agents.map(({ id }) => id).filter((id) => addressed.has(id) && !silent.has(id));
  return {
    slug,
    rounds: [`${world.slot} done`],
    unfinishedSteps: [],
    spoke: spoke.sort(),
    pages: 1,
    files: ['talking-points.html whole', 'talking-points.md whole'],
  };
}

export async function personAfter(world: ChaosWorld, slug: string): Promise<PersonAfter> {
  const { stores, db } = world.place;
  const person = await stores.people.get(slug);
  const rounds = await db
    .selectFrom('round')
    .select(['slot', 'state', 'reason'])
    .where('person_id', '=', person.id)
    .execute();
  const steps = await db
    .selectFrom('round_step')
    .select(['step', 'state', 'reason'])
    .where('person_id', '=', person.id)
    .execute();
  const spoke = await db
    .selectFrom('interpretation')
    .select('agent')
    .where('person_id', '=', person.id)
    // One voice is a polish: it comes when the model is in the mood.
    .where('agent', '!=', 'coordinator')
    .orderBy('agent')
    .execute();
  const pages = await db.selectFrom('page').select('round_id').where('person_id', '=', person.id).execute();
  return {
    slug,
    rounds: rounds.map(({ slot, state, reason }) => [slot, state, reason].filter(Boolean).join(' ')),
    unfinishedSteps: steps
      .filter((step) => step.state !== 'done' && !isExplained(step))
      .map(({ step, state, reason }) => `${step} ${state} ${reason}`),
    spoke: spoke.map(({ agent }) => agent),
    pages: pages.length,
    files: filesOf(join(world.place.config.home, 'reports', slug, world.asOf)),
  };
}

/** A round does without fresh data and without one specialist, and its page says so. */
function isExplained({
  step,
  state,
  reason,
}: {
  step: string;
  state: string;
  reason: string | null;
}): boolean {
  return (step === 'sync' || step.startsWith('consult:')) && state === 'failed' && reason !== null;
}

const ends: Readonly<Record<string, RegExp>> = {
  'talking-points.html': /^<!doctype html>[\s\S]*<\/html>\s*$/,
  'talking-points.md': /^# [\s\S]*\n$/,
};

/** What a killed process left half-written under another name is no report. */
function filesOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.endsWith('.part'))
    .sort()
    .map((name) => {
      const isWhole = ends[name]?.test(readFileSync(join(folder, name), 'latin1'));
      return `${name} ${isWhole ? 'whole' : 'broken'}`;
    });
}

/** Jobs that wait, run or died without an explanation. */
export async function jobsLeft(world: ChaosWorld): Promise<string[]> {
  await using queue = await openQueue(world.place.config.queue, { logger: silentLogger, clock: systemClock });
  const counts = Object.entries(await queue.counts());
  const moving = counts.flatMap(([name, { waiting, active, delayed, waitingForChildren }]) => {
    const left = waiting + active + delayed + waitingForChildren;
    return left === 0 ? [] : [`${name}: ${left} not finished`];
  });
  const dead = await queue.listDead();
  const unexplained = dead.filter(({ name }) => !['sync-person', 'consult-agent'].includes(name));
  return [...moving, ...unexplained.map(({ name, reason }) => `${name} died: ${reason}`)];
}

/** Of every person one notice: come once where its row says sent, once or never where the row says that nobody knows. */
export async function noticesAmiss({ place, receiver, slugs }: ChaosWorld): Promise<string[]> {
  const rows = await place.db.selectFrom('notification').select(['id', 'person_id', 'state']).execute();
  const accepted = receiver.accepted();
  const amiss = rows.flatMap(({ id, state }) => {
    const came = accepted.get(id) ?? 0;
    const isRight = (state === 'sent' && came === 1) || (state === 'unknown' && came <= 1);
    return isRight ? [] : [`${state}, came ${came} times`];
  });
  const known = new Set(rows.map(({ id }) => id));
  const strangers = [...accepted.keys()].filter((key) => !known.has(key));
  const told = new Set(rows.map(({ person_id }) => person_id));
  return [
    ...amiss,
    ...strangers.map(() => 'a notice without a row'),
    ...(told.size === slugs.length && rows.length === slugs.length
      ? []
      : [`${rows.length} notices for ${told.size} people`]),
  ];
}
