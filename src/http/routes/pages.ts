import { Hono } from 'hono';
import type { PageStore } from '../../../db/stores/page-store.ts';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../../db/stores/red-flag-store.ts';
import { cannotWait, URGENT_DAYS } from '../../domain/red-flags/standing.ts';
import { raisedLately } from '../../jobs/raised-lately.ts';
import type { ScreeningDependencies } from '../../jobs/screen-record.ts';
import { renderHtml } from '../../reports/html.ts';
import { renderPdf } from '../../reports/pdf.ts';
import type { Clock } from '../../shared/clock.ts';
import { addDays, dayInZone } from '../../shared/day.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { type ListedPerson, nothingYetPage, peoplePage } from '../../web/people-page.ts';

export interface PagesDependencies extends ScreeningDependencies {
  readonly people: PersonStore;
  readonly pages: PageStore;
  readonly redFlags: RedFlagStore;
  readonly clock: Clock;
}

/** The last talking points: at `/` when there is one person, by name otherwise. */
export function pagesRoute(dependencies: PagesDependencies): Hono {
  const { people, pages } = dependencies;
  return new Hono()
    .get('/', async (context) => {
      const everybody = await people.list();
      const [only, second] = everybody;
      if (only !== undefined && second === undefined) return context.redirect(`/people/${only.slug}`);
      return context.html(peoplePage(await withMarks(dependencies)));
    })
    .get('/people/:slug', async (context) => {
      const slug = context.req.param('slug');
      const person = await people.get(slug);
      const page = await pages.findLatest(person);
      const raised = await raisedLately(dependencies, person, page?.findings ?? []);
      const own = `/people/${encodeURIComponent(slug)}`;
      const links = [
        { label: 'As PDF', href: `${own}/talking-points.pdf` },
        { label: 'Connections', href: `${own}/connections` },
        { label: 'Notifications', href: `${own}/notifications` },
      ];
      const actions = [{ label: 'Report now', href: `${own}/rounds` }];
      return context.html(
        page === undefined ? nothingYetPage(slug, raised) : renderHtml(page, { links, actions, raised }),
      );
    })
    .get('/people/:slug/talking-points.pdf', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const page = await pages.findLatest(person);
      if (page === undefined) throw new NotFoundError('There are no talking points yet.');
      const raised = await raisedLately(dependencies, person, page.findings);
      return context.body(new Uint8Array(await renderPdf(page, { raised })).buffer, 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `inline; filename="talking-points-${page.asOf}.pdf"`,
      });
    });
}

/** Who is to be looked at first. The log, and the key to it, is opened for those alone who stand in it. */
async function withMarks({ people, redFlags, clock }: PagesDependencies): Promise<ListedPerson[]> {
  const now = clock.now();
  const logged = await redFlags.peopleSince(addDays(dayInZone(now, 'Etc/GMT+12'), 1 - URGENT_DAYS));
  return Promise.all(
    (await people.list()).map(async ({ id, slug, timezone }) => {
      if (!logged.has(id)) return { slug, isUrgent: false };
      const to = dayInZone(now, timezone);
      const flags = await redFlags.list(await people.getById(id), { from: addDays(to, 1 - URGENT_DAYS), to });
      return { slug, isUrgent: flags.some(cannotWait) };
    }),
  );
}
