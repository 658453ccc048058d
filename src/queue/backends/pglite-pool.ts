import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import type { PgNotification, PgPool, PgPoolClient, PgQueryResult } from 'bullmq';

/** BullMQ puts SQL comments before the statement. */
const SUBSCRIPTION = /^(?:\s|--[^\n]*\n)*(UN)?LISTEN\s+"?(\w+)"?\s*;?\s*$/i;
const TRANSACTION = /^\s*(BEGIN|COMMIT|ROLLBACK)\b/i;

/**
 * `pg.Pool` as BullMQ uses it, over the one session that PGlite has. Single statements are queued by PGlite; what
 * is added here is that `BEGIN … COMMIT` of one client holds the others back, and that LISTEN goes through
 * `db.listen`, which is how PGlite delivers notifications.
 */
export class PglitePool extends EventEmitter implements PgPool {
  /** Read by BullMQ: there is no socket that could drop silently, so a worker may wait for long. */
  readonly options = { keepAlive: true };
  readonly #database: PGlite;
  #turn: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(database: PGlite) {
    super();
    this.setMaxListeners(0);
    this.#database = database;
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    return this.alone(() => this.run<Row>(text, params));
  }

  async connect(): Promise<PgPoolClient> {
    return new PgliteClient(this, this.#database);
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#turn;
  }

  /** Waits until the session is free and keeps it until the returned function is called. */
  async takeTurn(): Promise<() => void> {
    const before = this.#turn;
    let release: () => void = () => undefined;
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }

  async alone<Result>(act: () => Promise<Result>): Promise<Result> {
    const release = await this.takeTurn();
    try {
      return await act();
    } finally {
      release();
    }
  }

  async run<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    // BullMQ knows this message of `pg` and lets a straggler rest during shutdown.
    if (this.#ended) throw new Error('Cannot use a pool after calling end on the pool');
    if (params === undefined || params.length === 0) {
      const results = await this.#database.exec(text);
      const last = results.at(-1);
      return { rows: (last?.rows ?? []) as Row[], rowCount: last?.affectedRows ?? 0 };
    }
    const { rows, affectedRows } = await this.#database.query<Row>(text, [...params]);
    return { rows, rowCount: affectedRows ?? 0 };
  }
}

class PgliteClient extends EventEmitter implements PgPoolClient {
  readonly #pool: PglitePool;
  readonly #database: PGlite;
  readonly #channels = new Map<string, () => Promise<void>>();
  #endTransaction: (() => void) | undefined;

  constructor(pool: PglitePool, database: PGlite) {
    super();
    this.#pool = pool;
    this.#database = database;
  }

  async query<Row>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<Row>> {
    const subscription = SUBSCRIPTION.exec(text);
    const channel = subscription?.[2];
    if (channel) {
      const change = () => (subscription[1] ? this.#unlisten(channel) : this.#listen(channel));
      await (this.#endTransaction ? change() : this.#pool.alone(change));
      return { rows: [], rowCount: 0 };
    }
    const command = TRANSACTION.exec(text)?.[1]?.toUpperCase();
    if (command === 'BEGIN') this.#endTransaction = await this.#pool.takeTurn();
    if (this.#endTransaction === undefined) return this.#pool.query<Row>(text, params);
    try {
      return await this.#pool.run<Row>(text, params);
    } finally {
      if (command === 'COMMIT' || command === 'ROLLBACK') this.#giveBackTurn();
    }
  }

  /** The session lives on with the others, so what this client left open in it has to be ended. */
  release(): void {
    const channels = [...this.#channels.keys()];
    const tidyUp = async () => {
      if (this.#endTransaction) await this.#pool.run('ROLLBACK').finally(() => this.#giveBackTurn());
      for (const channel of channels) await this.#pool.alone(() => this.#unlisten(channel));
    };
    tidyUp().catch(() => undefined);
  }

  async #listen(channel: string): Promise<void> {
    if (this.#channels.has(channel)) return;
    const stop = await this.#database.listen(channel, (payload) => {
      this.emit('notification', { channel, payload } satisfies PgNotification);
    });
    this.#channels.set(channel, stop);
  }

  async #unlisten(channel: string): Promise<void> {
    await this.#channels.get(channel)?.();
    this.#channels.delete(channel);
  }

  #giveBackTurn(): void {
    this.#endTransaction?.();
    this.#endTransaction = undefined;
  }
}
