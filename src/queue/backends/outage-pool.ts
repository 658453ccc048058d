import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { isOutage } from './outage.ts';

/** As BullMQ words it; it waits and tries again at these words, and only at these. */
const BULLMQ_OUTAGE = 'Connection is closed.';

/**
 * A pool that names every outage alike. BullMQ knows an outage by `ECONNREFUSED` or by its own words. What PostgreSQL
 * says while it stops or starts ("terminating connection due to administrator command") it takes for the failure of
 * the job that was just being completed, and a worker that waits for jobs asks again without a pause.
 */
export class OutagePool implements PgPool {
  /** Read by BullMQ: a connection that dropped silently is noticed, so a worker may wait for long. */
  readonly options = { keepAlive: true };
  readonly #pool: PgPool;

  constructor(pool: PgPool) {
    this.#pool = pool;
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return nameOutage(this.#pool.query<Row>(text, params));
  }

  async connect(): Promise<PgPoolClient> {
    const client = await nameOutage(this.#pool.connect());
    return new Proxy(client, {
      get(target, property) {
        if (property === 'query') {
          return (text: string, params?: readonly unknown[]) => nameOutage(target.query(text, params));
        }
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  async end(): Promise<void> {
    await this.#pool.end();
  }

  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'connect', listener: (client: PgPoolClient) => void): this;
  on(
    event: 'error' | 'connect',
    listener: ((error: Error) => void) & ((client: PgPoolClient) => void),
  ): this {
    if (event === 'error') this.#pool.on(event, listener);
    else this.#pool.on(event, listener);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.#pool.removeAllListeners(event);
    return this;
  }
}

async function nameOutage<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    throw isOutage(error) ? new Error(BULLMQ_OUTAGE, { cause: error }) : error;
  }
}
