import { z } from 'zod';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import type { MadeFile, ReportExportStore } from '../../db/stores/report-export-store.ts';
import type { RoundPage } from '../domain/page.ts';
import type { ReportExport } from '../domain/report-export.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { NotYetError } from '../shared/errors.ts';
import { type AppointmentPageDependencies, freshPage } from './appointment-page.ts';
import { raisedUntilVisit } from './raised-lately.ts';
import { fileKindsOf, isReportFormat } from './report-formats.ts';
import { type ReportDependencies, reportSource } from './report-source.ts';
import { type RequestRoundDependencies, requestRound } from './request-round.ts';

/** Makes the files that somebody asked for. Run again it finds what was settled, and files that are there stay. */
export const exportReport = defineJob({
  name: 'export-report',
  queue: 'reports',
  payload: z.object({ personId: z.uuid(), exportId: z.uuid(), requestId: z.string().optional() }),
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 60_000,
  idempotencyKey: ({ exportId }) => exportId,
});

export interface ExportDependencies
  extends ReportDependencies,
    AppointmentPageDependencies,
    RequestRoundDependencies {
  readonly people: PersonStore;
  readonly reportExports: ReportExportStore;
}

/** The round has workers of its own kind to wait for: none of them is held up by an export that looks again this often. */
const LOOK_AGAIN_MS = 1_000;

export function exportReportHandler(dependencies: ExportDependencies) {
  const { people, reportExports, rounds, pages } = dependencies;
  return handle(
    exportReport,
    async ({ personId, exportId, requestId }, { logger, signal }) => {
      const person = await people.getById(personId);
      const order = await reportExports.find(person, exportId);
      if (order === undefined || order.state === 'done') return;
      const roundId = order.roundId ?? (await settleRound(dependencies, person, order, requestId));
      const round = await rounds.get(roundId);
      if (round.state === 'running')
        throw new NotYetError('The round of this export still runs.', LOOK_AGAIN_MS);
      const page = await pages.find(person, roundId);
      if (page === undefined) {
        await reportExports.fail(exportId, round.reason ?? 'The round ended without a page.');
        return;
      }
      const files = await makeFiles(dependencies, person, order, { page, roundId }, signal);
      const isFirst = await reportExports.finish(person, exportId, files);
      logger.info({ files: files.length, isFirst }, 'exported');
    },
    { onDead: ({ exportId }, reason) => reportExports.fail(exportId, reason) },
  );
}

/** Of workers that come to it at the same time the first one's word stands. */
async function settleRound(
  dependencies: ExportDependencies,
  person: Person,
  order: ReportExport,
  requestId: string | undefined,
): Promise<string> {
  const { appointment, asOf, id } = order;
  const roundId =
    (await freshPage(dependencies, person, order))?.roundId ??
    (await requestRound(dependencies, person, asOf, requestId, appointment)).id;
  await dependencies.reportExports.begin(person, id, roundId);
  return (await dependencies.reportExports.find(person, id))?.roundId ?? roundId;
}

async function makeFiles(
  dependencies: ExportDependencies,
  person: Person,
  { formats, paper }: ReportExport,
  made: RoundPage,
  signal: AbortSignal,
): Promise<MadeFile[]> {
  const news = { raised: await raisedUntilVisit(dependencies, person, made.page) };
  const source = reportSource(dependencies, person, made, { news, paper });
  const files: MadeFile[] = [];
  for (const { name, type, render } of fileKindsOf(formats.filter(isReportFormat))) {
    signal.throwIfAborted();
    files.push({ name, type, content: Buffer.from(await render(source)) });
  }
  return files;
}
