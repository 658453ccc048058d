import {
  type BackendFactory,
  type IQueueBackend,
  type PgPool,
  PostgresConnection,
  PostgresQueueBackend,
} from 'bullmq';

/** BullMQ takes the schema only together with a pool of its own making; ours is shared by all its objects. */
class SchemaConnection extends PostgresConnection {
  override readonly schema: string;

  constructor(pool: PgPool, schema: string) {
    super(pool);
    this.schema = schema;
  }
}

export function sqlBackendFactory(pool: PgPool, schema: string): BackendFactory<IQueueBackend, object> {
  return (name, options) =>
    new PostgresQueueBackend(new SchemaConnection(pool, schema), name, { ...options, connection: pool });
}
