import { Hono } from 'hono';

/** Alive, and which version. Nothing about anybody. */
export function healthRoute({ version }: { readonly version: string }): Hono {
  return new Hono().get('/', (context) => context.json({ status: 'ok', version }));
}
