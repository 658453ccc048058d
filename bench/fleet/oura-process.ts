import { startOuraCloud } from '../../src/demo/oura-cloud/server.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { accountsOf, type FleetSize } from './members.ts';

/** A process of its own: the simulated cloud of a whole fleet, which tells its parent where it is and ends with it. */
const size = JSON.parse(process.argv[2] as string) as FleetSize;
const accounts = accountsOf(size);
const cloud = await startOuraCloud({
  accounts,
  clients: [{ clientId: 'fleet', clientSecret: 'not-a-secret', redirectUris: [] }],
  clock: systemClock,
});
process.send?.({ url: cloud.url, tokens: accounts.map(({ id }) => cloud.issueTokens(id)) });
process.once('disconnect', () => process.exit());
