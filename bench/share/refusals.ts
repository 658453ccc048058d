import { join } from 'node:path';
import { Hono } from 'hono';
import { openDatabase } from '../../db/database.ts';
import { createStores } from '../../db/stores/stores.ts';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { shareRoute } from '../../src/http/routes/share.ts';
import { createShare } from '../../src/jobs/share-page.ts';
import { scryptHash } from '../../src/jobs/share-passcode.ts';
import { fixedClock } from '../../src/shared/clock.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { createKeyRing } from '../../src/vault/key-ring.ts';

export interface Refusal {
  readonly name: string;
  /** Asks for the page. */
  look(): Promise<void>;
  /** Sends the right passcode. */
  enter(): Promise<void>;
}

const PASSCODE = 'quiet river 47';
const HAMMERING = '192.0.2.66';
/** Time stands still: what is shut for a while stays shut. */
const clock = fixedClock('2026-03-20T06:00:00.000Z');
const daysAgo = fixedClock('2026-03-10T06:00:00.000Z');

/** Every kind of link that shows nothing, as the route answers it over a database on the disk. */
export async function openRefusals(path: string) {
  const db = await openDatabase({ kind: 'sqlite', path }, () => undefined);
  const stores = createStores(db, createKeyRing([Buffer.alloc(32, 7)]), clock);
  const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
  const shared = { ...stores, knowledge, clock, shareUrl: 'https://rounds.example' };
  const logger = createLogger({ level: 'silent' });
  const app = new Hono().route('/s', shareRoute({ ...shared, logger, slowHash: scryptHash }));
  const anna = await stores.people.insert('anna', 'Europe/London');
  const linkMadeAt = async (madeAt: typeof clock) => {
    const terms = { page: 'newest', days: 1, passcode: PASSCODE } as const;
    const { id, url } = await createShare({ ...shared, clock: madeAt }, anna, terms);
    return { id, path: new URL(url).pathname };
  };
  const [expired, revoked, locked, open] = [
    await linkMadeAt(daysAgo),
    await linkMadeAt(clock),
    await linkMadeAt(clock),
    await linkMadeAt(clock),
  ];

  const ask = asker(app);
  await stores.shares.revoke(revoked.id);
  for (let time = 1; time <= 5; time++) await ask(locked.path, { passcode: 'a wrong one' });
  for (let time = 1; time <= 30; time++) await ask('/s/guess', { from: HAMMERING });

  const refusal = (name: string, at: string, from?: string): Refusal => {
    const expectRefused = (status: number) => {
      if (status !== 404) throw new Error(`${name} was not refused.`);
    };
    return {
      name,
      look: async () => expectRefused(await ask(at, { from })),
      enter: async () => expectRefused(await ask(at, { from, passcode: PASSCODE })),
    };
  };
  return {
    kinds: [
      refusal('guessed', `/s/${'A'.repeat(43)}`),
      refusal('malformed', '/s/no.token'),
      refusal('expired', expired.path),
      refusal('revoked', revoked.path),
      refusal('locked', locked.path),
      refusal('hammered, a guess', `/s/${'B'.repeat(43)}`, HAMMERING),
      refusal('hammered, an open link', open.path, HAMMERING),
    ],
    [Symbol.asyncDispose]: () => db.destroy(),
  };
}

interface Asked {
  readonly from?: string | undefined;
  readonly passcode?: string;
}

/** Each time somebody else asks, unless it is said who. */
function asker(app: Hono) {
  let asked = 0;
  return async (path: string, { from, passcode }: Asked): Promise<number> => {
    asked += 1;
    const remoteAddress = from ?? `198.18.${(asked >> 8) & 255}.${asked & 255}`;
    const init = passcode === undefined ? {} : { method: 'POST', body: new URLSearchParams({ passcode }) };
    const answer = await app.request(path, init, { incoming: { socket: { remoteAddress } } });
    await answer.text();
    return answer.status;
  };
}
