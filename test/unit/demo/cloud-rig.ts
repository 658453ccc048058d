import { createHash, randomBytes } from 'node:crypto';
import type { CloudAccount } from '../../../src/demo/oura-cloud/account.ts';
import type { OuraCloudOptions } from '../../../src/demo/oura-cloud/context.ts';
import { type OuraCloud, startOuraCloud } from '../../../src/demo/oura-cloud/server.ts';

export const client = {
  clientId: 'rounds',
  clientSecret: 'not-a-real-secret',
  redirectUris: ['http://localhost:8787/oauth/callback'],
};
export const redirectUri = 'http://localhost:8787/oauth/callback';

/** A clock the test moves by hand. */
function movableClock(iso: string): { now(): Date; set(next: string): void } {
  let instant = Date.parse(iso);
  return {
    now: () => new Date(instant),
    set: (next) => {
      instant = Date.parse(next);
    },
  };
}

const account: CloudAccount = {
  id: 'member-1',
  name: 'Member One',
  personalInfo: { age: 70, email: 'one@example.org' },
  documents: {
    sleep: Array.from({ length: 25 }, (_, index) => {
      const day = String(index + 1).padStart(2, '0');
      return {
        id: `night-${day}`,
        day: `2026-05-${day}`,
        bedtime_start: `2026-05-${day}T00:10:00.000+01:00`,
        bedtime_end: `2026-05-${day}T07:00:00.000+01:00`,
        efficiency: 84,
        average_hrv: 31,
      };
    }),
    daily_readiness: ['08', '09', '10'].map((day) => ({
      id: `readiness-${day}`,
      day: `2026-05-${day}`,
      timestamp: `2026-05-${day}T00:00:00.000+00:00`,
      score: 80,
      contributors: { sleep_regularity: 77, hrv_balance: null },
    })),
    daily_spo2: [{ id: 'spo2-10', day: '2026-05-10', spo2_percentage: { average: 96 } }],
  },
};

export interface Rig {
  readonly cloud: OuraCloud;
  readonly clock: ReturnType<typeof movableClock>;
  /** GET with a good token unless told otherwise. */
  get(path: string, token?: string): Promise<Response>;
}

export async function startRig(options: Partial<OuraCloudOptions> = {}): Promise<Rig> {
  const clock = movableClock('2026-05-26T10:00:00Z');
  const cloud = await startOuraCloud({ accounts: [account], clients: [client], clock, ...options });
  const { accessToken } = cloud.issueTokens(options.accounts?.[0]?.id ?? 'member-1');
  return {
    cloud,
    clock,
    get: (path, token = accessToken) =>
      fetch(`${cloud.url}/v2/usercollection/${path}`, { headers: { authorization: `Bearer ${token}` } }),
  };
}

export async function disposableRig(options: Partial<OuraCloudOptions>): Promise<Rig & AsyncDisposable> {
  const rig = await startRig(options);
  return { ...rig, [Symbol.asyncDispose]: () => rig.cloud.close() };
}

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** The first leg: what the browser would be sent to, and where it is sent back. */
export async function authorize(cloud: OuraCloud, changes: Record<string, string> = {}): Promise<Response> {
  const url = new URL(`${cloud.url}/oauth/authorize`);
  const parameters = {
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: redirectUri,
    scope: 'personal daily',
    state: 'state-1',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return fetch(url, { redirect: 'manual' });
}

export function locationOf(response: Response): URLSearchParams {
  return new URL(response.headers.get('location') ?? 'about:blank').searchParams;
}

export async function token(
  cloud: OuraCloud,
  form: Record<string, string>,
  headers: Record<string, string> = {},
  path = '/oauth/token',
): Promise<Response> {
  return fetch(`${cloud.url}${path}`, { method: 'POST', headers, body: new URLSearchParams(form) });
}

export const secret = { client_id: client.clientId, client_secret: client.clientSecret };
