import { describe, expect, it } from 'vitest';
import { freePort } from '../../bench/fleet/child-server.ts';
import { accountOf } from '../../src/demo/oura-cloud/demo-account.ts';
import { startOuraCloud } from '../../src/demo/oura-cloud/server.ts';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { dayInZone } from '../../src/shared/day.ts';
import { finished, household, rounds, startRounds, waitForLine, withQueue } from '../support/cli.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();

const client = { clientId: 'household', clientSecret: 'whisper' };

async function startCloud(redirectUri: string) {
  const person = generateDemoPerson({ lastDay: dayInZone(new Date(), 'Europe/London'), days: 40, seed: 5 });
  const cloud = await startOuraCloud({
    accounts: [accountOf(person)],
    clients: [{ ...client, redirectUris: [redirectUri] }],
    clock: systemClock,
  });
  return { cloud, person };
}

describe('rounds connect oura', () => {
  it('leads through the consent; sync fetches the whole past once; disconnect ends it', async () => {
    const redirectUri = `http://127.0.0.1:${await freePort()}/oauth/callback`;
    const { cloud } = await startCloud(redirectUri);
    const settings = {
      OURA_BASE_URL: cloud.url,
      OURA_CLIENT_ID: client.clientId,
      OURA_CLIENT_SECRET: client.clientSecret,
      OURA_REDIRECT_URI: redirectUri,
    };
    const house = await withQueue(household(temp(), settings));
    const child = startRounds(house, ['connect', 'oura', '--person', 'mum']);
    const ended = finished(child);
    const [consent] = await waitForLine(child, /http:\S+/);
    const answer = await fetch(consent);
    expect(answer.status).toBe(200);
    const connected = await ended;
    expect(connected).toMatchObject({ code: 0 });
    expect(connected.stdout + connected.stderr).not.toContain('whisper');
    const round = await rounds(house, 'round', '--person', 'mum');
    expect(round.code).toBe(0);
    expect(round.stdout).toMatch(/Nights used: 3\d of/);
    expect((await rounds(house, 'sync', '--person', 'mum')).code).toBe(0);
    const again = await rounds(house, 'sync', '--person', 'mum');
    expect(again.stdout).toMatch(/^0 documents new, 0 changed \(\d+ requests\)/);
    const ending = await rounds(house, 'disconnect', 'oura', '--person', 'mum');
    expect(ending.stdout).toContain('no longer connected');
    const none = await rounds(house, 'sync', '--person', 'mum');
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('rounds connect oura --person mum');
    await cloud.close();
  }, 90_000);

  it('takes a personal token from standard input, and says when Oura no longer takes it', async () => {
    const { cloud, person } = await startCloud('http://127.0.0.1:9/oauth/callback');
    const house = await withQueue(household(temp(), { OURA_BASE_URL: cloud.url }));
    const { accessToken } = cloud.issueTokens(person.oura.userId);
    const args = ['connect', 'oura', '--token', '--person', 'mum'];
    const connected = await finished(startRounds(house, args, `${accessToken}\n`));
    expect(connected).toMatchObject({ code: 0 });
    expect(connected.stdout + connected.stderr).not.toContain(accessToken);
    expect((await rounds(house, 'sync', '--person', 'mum')).stdout).toMatch(/^\d{3,} documents new/);
    cloud.expireAccessTokens();
    const refused = await rounds(house, 'sync', '--person', 'mum');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/Connect/);
    await cloud.close();
  }, 90_000);

  it('says what is missing when Oura is not configured', async () => {
    const result = await rounds(household(temp()), 'connect', 'oura', '--person', 'mum');
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/OURA_CLIENT_ID and OURA_CLIENT_SECRET/);
  });
});
