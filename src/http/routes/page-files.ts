import { type Context, Hono } from 'hono';
import type { PageStore } from '../../../db/stores/page-store.ts';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import { raisedLately } from '../../jobs/raised-lately.ts';
import { fileKindsOf, type ReportFileKind, reportFormats } from '../../jobs/report-formats.ts';
import { type ReportDependencies, reportSource } from '../../jobs/report-source.ts';
import type { Clock } from '../../shared/clock.ts';
import { NotFoundError } from '../../shared/errors.ts';

export interface PageFilesDependencies extends ReportDependencies {
  readonly people: PersonStore;
  readonly pages: PageStore;
  readonly clock: Clock;
}

/** The last page in every format, made at once: none of them takes longer than a look at it. */
export function pageFilesRoute(dependencies: PageFilesDependencies): Hono {
  const route = new Hono();
  for (const kind of fileKindsOf(reportFormats)) {
    route.get(`/:slug/${kind.name}`, (context) => sendNewest(context, dependencies, kind));
  }
  return route;
}

async function sendNewest(
  context: Context,
  dependencies: PageFilesDependencies,
  { name, type, render }: ReportFileKind,
): Promise<Response> {
  const person = await dependencies.people.get(context.req.param('slug') ?? '');
  const made = await dependencies.pages.findLatestRound(person);
  if (made === undefined) throw new NotFoundError('There are no talking points yet.');
  const raised = await raisedLately(dependencies, person, made.page.findings);
  const content = await render(reportSource(dependencies, person, made, { news: { raised } }));
  const isRead = /^(application\/pdf|text\/html)/.test(type);
  const [stem, ending] = splitName(name);
  return context.body(new Uint8Array(Buffer.from(content)), 200, {
    'Content-Type': type,
    'Content-Disposition': `${isRead ? 'inline' : 'attachment'}; filename="${stem}-${made.page.asOf}${ending}"`,
  });
}

function splitName(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot)];
}
