import { json, type Play, startServer } from './server.ts';

/** A record and the UTC instant that the server's date filter looks at. */
export interface Filed {
  readonly at: string;
  readonly body: Record<string, unknown>;
}

/**
 * A server with the rule that was measured: a record comes where start 00:00Z ≤ T ≤ end 00:00Z, and without the second
 * equals sign in the collections where the end is exclusive.
 */
export function filing(files: Readonly<Record<string, readonly Filed[]>>, exclusive: readonly string[]) {
  const play: Play = ({ url }, response) => {
    const name = url.pathname.split('/').at(-1) ?? '';
    const from = Date.parse(`${url.searchParams.get('start_date')}T00:00:00Z`);
    const to = Date.parse(`${url.searchParams.get('end_date')}T00:00:00Z`);
    const data = (files[name] ?? []).filter(({ at }) => {
      const instant = Date.parse(at);
      return instant >= from && (exclusive.includes(name) ? instant < to : instant <= to);
    });
    json(response, 200, { data: data.map(({ body }) => body), next_token: null });
  };
  return startServer(play);
}
