import type { OuraSimulator, RunningSimulator, SimulatorOptions } from './cli/app-handle.ts';
import { accountOf } from './demo/oura-cloud/demo-account.ts';
import { type FaultKind, faultKinds } from './demo/oura-cloud/request-faults.ts';
import { type OuraCloud, startOuraCloud } from './demo/oura-cloud/server.ts';
import { generateDemoPerson } from './demo/person/generate.ts';
import { systemClock } from './shared/clock.ts';
import { addDays, dayInZone } from './shared/day.ts';
import { RoundsError } from './shared/errors.ts';

/** Where the clock is followed there must be something left to come. */
const daysAhead = 7;
/** The real cloud tells its subscribers about half a minute after a phone was synced. */
const announceMs = 30_000;

export const ouraSimulator: OuraSimulator = { faultKinds, open: openOuraSimulator };

async function openOuraSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const today = dayInZone(systemClock.now(), 'Europe/London');
  const lastDay = options.followClock ? addDays(today, daysAhead) : today;
  const person = generateDemoPerson({ lastDay, days: options.days, seed: options.seed });
  const cloud = await startOuraCloud({
    accounts: [accountOf(person)],
    clients: [options],
    clock: systemClock,
    port: options.port,
    consent: options.consent,
    pageSize: options.pageSize,
    controls: true,
    ...(options.rateLimit && { rateLimit: options.rateLimit }),
    ...(options.followClock && { followClock: { hoursLate: 0 } }),
    ...(options.webhookSeconds && { webhookSeconds: options.webhookSeconds }),
  }).catch(explain);
  for (const { kind, share } of options.faults) {
    if (isFaultKind(kind)) cloud.faults.random({ seed: options.seed, share, kinds: [kind] });
  }
  const timer = setInterval(() => cloud.announce().catch(() => undefined), announceMs);
  return {
    url: cloud.url,
    member: person.name,
    firstDay: person.firstDay,
    lastDay,
    [Symbol.asyncDispose]: () => {
      clearInterval(timer);
      return cloud.close();
    },
  };
}

function isFaultKind(kind: string): kind is FaultKind {
  return (faultKinds as readonly string[]).includes(kind);
}

function explain(cause: unknown): OuraCloud {
  if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'EADDRINUSE') throw cause;
  throw new RoundsError('This port is taken by another program. Choose another with --port.', {
    code: 'port-in-use',
    cause,
  });
}
