import { createHash } from 'node:crypto';
import type { Paper } from '../../src/domain/paper.ts';
import type { ExportedFile, ExportOrder, ReportExport } from '../../src/domain/report-export.ts';
import type { Clock } from '../../src/shared/clock.ts';
import type { Day } from '../../src/shared/day.ts';
import { newId } from '../../src/shared/ids.ts';
import type { Place } from '../../src/vault/seal.ts';
import type { Database } from '../database.ts';
import type { ReportExportTable } from '../schema/report-export.ts';
import { type Transaction, withPersonLocked, withTransaction } from '../transaction.ts';
import type { Person } from './person-store.ts';

export type ReportExportStore = ReturnType<typeof createReportExportStore>;

export interface MadeFile extends Pick<ExportedFile, 'name' | 'type'> {
  readonly content: Uint8Array;
}

/** Long enough to fetch them the morning after, and for a second try. */
const KEPT_MS = 24 * 3_600_000;
/** No row grows beyond what any database takes in at once. */
const PART_BYTES = 4 * 1024 * 1024;

const manifestPlace = (id: string): Place => ({ table: 'report_export', column: 'manifest', row: id });
const bodyPlace = (id: string, name: string, part: number): Place => ({
  table: 'export_file',
  column: 'body',
  row: JSON.stringify([id, name, part]),
});

export function createReportExportStore(db: Database, clock: Clock) {
  return {
    /** A new one, or the one that is being made already of the same. */
    request(person: Person, order: ExportOrder): Promise<{ readonly id: string; readonly isNew: boolean }> {
      return withPersonLocked(db, person, async (transaction) => {
        const running = await findUnfinished(transaction, person, order, clock.now());
        if (running !== undefined) return { id: running.id, isNew: false };
        const row = newRow(person, order, clock.now());
        await transaction.insertInto('report_export').values(row).execute();
        return { id: row.id, isNew: true };
      });
    },

    /** Undefined when its time is over, whether the rows are still there or not, and when it is somebody else's. */
    async find(person: Person, id: string): Promise<ReportExport | undefined> {
      const row = await db
        .selectFrom('report_export')
        .selectAll()
        .where('id', '=', id)
        .where('person_id', '=', person.id)
        .where('expires_at', '>', clock.now().toISOString())
        .executeTakeFirst();
      return row && toExport(person, row);
    },

    /** Which page it is made of is settled once, however many workers come to it. */
    async begin(person: Person, id: string, roundId: string): Promise<void> {
      await db
        .updateTable('report_export')
        .set({ state: 'running', round_id: roundId, reason: null })
        .where('id', '=', id)
        .where('person_id', '=', person.id)
        .where('state', '!=', 'done')
        .where('round_id', 'is', null)
        .execute();
    },

    /** All files and the word that they are there, or nothing; whoever comes second changes nothing. */
    finish(person: Person, id: string, files: readonly MadeFile[]): Promise<boolean> {
      return withTransaction(db, async (transaction) => {
        const manifest = person.vault.seal(manifestPlace(id), files.map(describe));
        const ended = await transaction
          .updateTable('report_export')
          .set({ state: 'done', reason: null, manifest })
          .where('id', '=', id)
          .where('person_id', '=', person.id)
          .where('state', '!=', 'done')
          .executeTakeFirst();
        if (ended.numUpdatedRows !== 1n) return false;
        for (const file of files) await insertFile(transaction, person, id, file);
        return true;
      });
    },

    async fail(id: string, reason: string): Promise<void> {
      await db
        .updateTable('report_export')
        .set({ state: 'failed', reason })
        .where('id', '=', id)
        .where('state', '!=', 'done')
        .execute();
    },

    async readFile(person: Person, { id }: Pick<ReportExport, 'id'>, name: string): Promise<Buffer> {
      const rows = await db
        .selectFrom('export_file')
        .select(['part', 'body'])
        .where('export_id', '=', id)
        .where('person_id', '=', person.id)
        .where('name', '=', name)
        .orderBy('part')
        .execute();
      return Buffer.concat(
        rows.map(({ part, body }) => person.vault.openBytes(bodyPlace(id, name, part), body)),
      );
    },

    /** Returns how many there were. */
    deleteExpired(): Promise<number> {
      return withTransaction(db, async (transaction) => {
        const now = clock.now().toISOString();
        const expired = transaction.selectFrom('report_export').select('id').where('expires_at', '<=', now);
        await transaction.deleteFrom('export_file').where('export_id', 'in', expired).execute();
        const result = await transaction
          .deleteFrom('report_export')
          .where('expires_at', '<=', now)
          .executeTakeFirst();
        return Number(result.numDeletedRows);
      });
    },
  };
}

function findUnfinished(transaction: Transaction, person: Person, order: ExportOrder, now: Date) {
  return transaction
    .selectFrom('report_export')
    .select('id')
    .where('person_id', '=', person.id)
    .where('state', 'in', ['queued', 'running'])
    .where('expires_at', '>', now.toISOString())
    .where('appointment', '=', order.appointment)
    .where('as_of', '=', order.asOf)
    .where('is_anew', '=', Number(order.isAnew))
    .where('formats', '=', order.formats.join(','))
    .where('paper', order.paper === undefined ? 'is' : '=', order.paper ?? null)
    .executeTakeFirst();
}

function newRow(person: Person, order: ExportOrder, now: Date): ReportExportTable {
  return {
    id: newId(),
    person_id: person.id,
    state: 'queued',
    appointment: order.appointment,
    as_of: order.asOf,
    is_anew: Number(order.isAnew),
    formats: order.formats.join(','),
    paper: order.paper ?? null,
    round_id: null,
    reason: null,
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + KEPT_MS).toISOString(),
    manifest: null,
  };
}

async function insertFile(
  transaction: Transaction,
  person: Person,
  id: string,
  { name, content }: MadeFile,
): Promise<void> {
  for (let part = 0; part === 0 || part * PART_BYTES < content.length; part += 1) {
    const bytes = content.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
    const body = person.vault.sealBytes(bodyPlace(id, name, part), bytes);
    await transaction
      .insertInto('export_file')
      .values({ export_id: id, name, part, person_id: person.id, body })
      .execute();
  }
}

function describe({ name, type, content }: MadeFile): ExportedFile {
  return { name, type, size: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

function toExport(person: Person, row: ReportExportTable): ReportExport {
  return {
    id: row.id,
    personId: row.person_id,
    state: row.state,
    appointment: row.appointment as Day,
    asOf: row.as_of as Day,
    isAnew: row.is_anew === 1,
    formats: row.formats.split(','),
    paper: (row.paper as Paper | null) ?? undefined,
    roundId: row.round_id ?? undefined,
    reason: row.reason ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    files: row.manifest === null ? [] : person.vault.open(manifestPlace(row.id), row.manifest),
  };
}
