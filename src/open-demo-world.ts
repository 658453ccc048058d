import type { DemoWorld } from './cli/app-handle.ts';
import { accountOf } from './demo/oura-cloud/demo-account.ts';
import { startOuraCloud } from './demo/oura-cloud/server.ts';
import { generateDemoPerson } from './demo/person/generate.ts';
import { systemClock } from './shared/clock.ts';
import type { Day } from './shared/day.ts';

/** The same invented person on every machine; only the days move along. */
const SEED = 1;
const CLIENT = {
  clientId: 'rounds-demo',
  clientSecret: 'not-a-secret',
  redirectUri: 'http://localhost:8321/oauth/callback',
};

export async function openDemoWorld(lastDay: Day): Promise<DemoWorld> {
  const person = generateDemoPerson({ lastDay, seed: SEED });
  const cloud = await startOuraCloud({
    accounts: [accountOf(person)],
    clients: [{ ...CLIENT, redirectUris: [CLIENT.redirectUri] }],
    clock: systemClock,
  });
  return {
    ...CLIENT,
    ouraBaseUrl: cloud.url,
    checkInsCsv: person.checkInsCsv,
    profileJson: JSON.stringify(person.profile),
    [Symbol.asyncDispose]: () => cloud.close(),
  };
}
