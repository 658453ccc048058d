import type { DeadJob, DeadJobInWhole } from '../queue/dead-jobs.ts';
import type { JobDesk } from '../queue/job-desk.ts';
import type { JobEntry } from '../queue/job-entry.ts';
import type { QueueOverview } from '../queue/overview.ts';
import { type ErrorCode, PermanentError, RoundsError } from '../shared/errors.ts';
import { isRecord } from '../shared/json.ts';

export interface RemoteOptions {
  readonly url: string;
  readonly adminPassword: string | undefined;
}

const ANSWER_MS = 10_000;

/** The queue of a server that runs: it alone may open the directory, so it is asked. */
export function remoteJobs(options: RemoteOptions): JobDesk {
  const ask = <Answer>(path: string, method = 'GET') => askServer(options, path, method) as Promise<Answer>;
  const of = (id: string) => `/${encodeURIComponent(id)}`;
  return {
    overview: () => ask<QueueOverview>(''),
    list: async ({ state, queue, limit } = {}) =>
      (await ask<{ jobs: JobEntry[] }>(`/list${queryOf({ state, queue, limit })}`)).jobs,
    listDead: async ({ limit } = {}) => (await ask<{ jobs: DeadJob[] }>(`/dead${queryOf({ limit })}`)).jobs,
    getDead: (id) => ask<DeadJobInWhole>(of(id)),
    retryDead: async (id) => void (await ask(`${of(id)}/retry`, 'POST')),
    retryAllDead: async () => (await ask<{ retried: number }>('/dead/retry', 'POST')).retried,
    removeDead: async (id) => void (await ask(of(id), 'DELETE')),
  };
}

async function askServer({ url, adminPassword }: RemoteOptions, path: string, method: string) {
  const headers: Record<string, string> =
    adminPassword === undefined
      ? {}
      : { authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}` };
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${url}/api/jobs${path}`, {
      method,
      headers,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    body = await response.json();
  } catch (cause) {
    throw new RoundsError(
      'The server that holds this data directory does not answer. Wait a moment, or stop it and try again.',
      { code: 'unavailable', retryable: true, cause },
    );
  }
  if (response.ok) return body;
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const { code, message } = error;
  throw new PermanentError(typeof message === 'string' ? message : 'The server refused to answer.', {
    code: typeof code === 'string' ? (code as ErrorCode) : 'internal',
  });
}

function queryOf(options: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? '' : `?${query}`;
}
