import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Person, PersonStore } from '../../../db/stores/person-store.ts';
import type { ProgressStore } from '../../../db/stores/progress-store.ts';
import { papers } from '../../domain/paper.ts';
import { daySchema } from '../../domain/profile.ts';
import type { ReportExport } from '../../domain/report-export.ts';
import { stepTitle } from '../../domain/round-view.ts';
import { packFileName, reportFormats } from '../../jobs/report-formats.ts';
import { type RequestExportDependencies, requestExport } from '../../jobs/request-export.ts';
import type { JobQueue } from '../../queue/runtime.ts';
import { parseDay } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import { limitBody, readJsonBody } from '../json-body.ts';

export interface ReportsDependencies extends Omit<RequestExportDependencies, 'queue'> {
  readonly people: PersonStore;
  readonly progress: ProgressStore;
  readonly queue: () => Promise<Pick<JobQueue, 'enqueue'>>;
}

const bodySchema = z.strictObject({
  appointment: z.union([z.literal('next'), daySchema], 'must be "next" or a day written YYYY-MM-DD'),
  asOf: daySchema.optional(),
  formats: z
    .array(z.enum(reportFormats, `has one that there is not; there are ${reportFormats.join(', ')}`))
    .min(1, 'is empty'),
  paper: z.enum(papers, `must be ${papers.join(' or ')}`).optional(),
});

/** What is taken to an appointment, for programs: asked for, made behind, fetched. */
export function reportsRoute(dependencies: ReportsDependencies): Hono {
  const { people, reportExports } = dependencies;
  return new Hono()
    .post('/:slug/reports', limitBody(4), async (context) => {
      const asked = readAsked(await readJsonBody(context));
      const person = await people.get(context.req.param('slug'));
      const queue = await dependencies.queue();
      const id = await requestExport({ ...dependencies, queue }, person, asked, context.get('requestId'));
      const view = await viewOf(dependencies, person, await exportOf(dependencies, person, id));
      context.header('Location', view.links.self);
      return context.json(view, 202);
    })
    .get('/:slug/reports/:id', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const made = await exportOf(dependencies, person, context.req.param('id'));
      return context.json(await viewOf(dependencies, person, made));
    })
    .get('/:slug/reports/:id/files/:name', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const made = await exportOf(dependencies, person, context.req.param('id'));
      const file = made.files.find(({ name }) => name === context.req.param('name'));
      if (file === undefined) throw new NotFoundError('This export has no such file.');
      const content = await reportExports.readFile(person, made, file.name);
      return sendFile(context, content, file.type, packFileName(person, made.appointment, file.name));
    });
}

function sendFile(context: Context, content: Buffer, type: string, name: string) {
  return context.body(new Uint8Array(content), 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
  });
}

function readAsked(body: unknown) {
  const read = bodySchema.safeParse(body);
  if (read.success) {
    const { appointment, asOf } = read.data;
    return {
      ...read.data,
      appointment: appointment === 'next' ? appointment : parseDay(appointment),
      asOf: asOf === undefined ? undefined : parseDay(asOf),
    };
  }
  const [issue] = read.error.issues;
  const field = issue?.path[0];
  throw new InputError(
    field === undefined
      ? 'Send {"appointment": "next", "formats": ["pdf", …]}, and "asOf" and "paper" if you like; nothing else.'
      : `${String(field)} ${issue?.code === 'invalid_type' ? 'is missing or of another type' : issue?.message}.`,
  );
}

/** Nothing is said of whether there ever was one, or whose. */
async function exportOf(
  { reportExports }: Pick<ReportsDependencies, 'reportExports'>,
  person: Person,
  id: string,
): Promise<ReportExport> {
  const made = await reportExports.find(person, id);
  if (made !== undefined) return made;
  throw new NotFoundError('There is no such export: it was never asked for, or its time is over.');
}

async function viewOf(dependencies: ReportsDependencies, person: Person, made: ReportExport) {
  const self = `/api/people/${encodeURIComponent(person.slug)}/reports/${made.id}`;
  const { id, state, appointment, asOf, formats, paper, reason, createdAt, expiresAt } = made;
  return {
    id,
    state,
    told: await tell(dependencies, made),
    appointment,
    asOf,
    formats,
    ...(paper && { paper }),
    ...(reason !== undefined && { reason }),
    createdAt,
    expiresAt,
    files: made.files.map((file) => ({ ...file, href: `${self}/files/${file.name}` })),
    links: { self },
  };
}

/** In words, how far it is. */
async function tell({ progress }: ReportsDependencies, made: ReportExport): Promise<string> {
  const { state, roundId, files } = made;
  if (state === 'done') return `${files.length} ${files.length === 1 ? 'file is' : 'files are'} ready`;
  if (state === 'failed') return 'it failed';
  if (roundId === undefined) return 'waiting for its turn';
  const steps = await progress.steps(roundId);
  const running = steps.filter((step) => step.state === 'running').map(({ step }) => stepTitle(step));
  return running.length === 0 ? 'waiting for the next step' : running.join(', ');
}
