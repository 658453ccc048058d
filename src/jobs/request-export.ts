import type { Person } from '../../db/stores/person-store.ts';
import type { ReportExportStore } from '../../db/stores/report-export-store.ts';
import type { Paper } from '../domain/paper.ts';
import type { JobQueue } from '../queue/runtime.ts';
import { publicMessageOf } from '../shared/errors.ts';
import { type AppointmentPageDependencies, type AskedPack, occasionOf } from './appointment-page.ts';
import { exportReport } from './export-report.ts';
import { type ReportFormatName, sortedFormats } from './report-formats.ts';

export interface RequestExportDependencies extends Pick<AppointmentPageDependencies, 'profiles' | 'clock'> {
  readonly reportExports: ReportExportStore;
  readonly queue: Pick<JobQueue, 'enqueue'>;
}

export interface AskedExport extends AskedPack {
  readonly formats: readonly ReportFormatName[];
  readonly paper?: Paper | undefined;
}

/** Returns its id: of a new export, or of the one that is being made already of the same. */
export async function requestExport(
  dependencies: RequestExportDependencies,
  person: Person,
  asked: AskedExport,
  requestId?: string,
): Promise<string> {
  const { reportExports, queue } = dependencies;
  const occasion = await occasionOf(dependencies, person, asked);
  const order = { ...occasion, formats: sortedFormats(asked.formats), paper: asked.paper };
  const { id } = await reportExports.request(person, order);
  const payload = { personId: person.id, exportId: id, ...(requestId && { requestId }) };
  try {
    // Whoever asked first may have been killed before this.
    await queue.enqueue(exportReport, payload);
  } catch (error) {
    await reportExports.fail(id, publicMessageOf(error));
    throw error;
  }
  return id;
}
