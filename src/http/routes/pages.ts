import { Hono } from 'hono';
import type { PageStore } from '../../../db/stores/page-store.ts';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import { renderHtml } from '../../reports/html.ts';
import { renderPdf } from '../../reports/pdf.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { nothingYetPage, peoplePage } from '../../web/people-page.ts';

export interface PagesDependencies {
  readonly people: PersonStore;
  readonly pages: PageStore;
}

/** The last talking points: at `/` when there is one person, by name otherwise. */
export function pagesRoute({ people, pages }: PagesDependencies): Hono {
  const latest = async (slug: string) => {
    const person = await people.get(slug);
    return pages.findLatest(person);
  };
  return new Hono()
    .get('/', async (context) => {
      const everybody = await people.list();
      const [only, second] = everybody;
      if (only !== undefined && second === undefined) return context.redirect(`/people/${only.slug}`);
      return context.html(peoplePage(everybody.map(({ slug }) => slug)));
    })
    .get('/people/:slug', async (context) => {
      const slug = context.req.param('slug');
      const page = await latest(slug);
      const own = `/people/${encodeURIComponent(slug)}`;
      const links = [
        { label: 'As PDF', href: `${own}/talking-points.pdf` },
        { label: 'Connections', href: `${own}/connections` },
      ];
      const actions = [{ label: 'Report now', href: `${own}/rounds` }];
      return context.html(page === undefined ? nothingYetPage(slug) : renderHtml(page, { links, actions }));
    })
    .get('/people/:slug/talking-points.pdf', async (context) => {
      const page = await latest(context.req.param('slug'));
      if (page === undefined) throw new NotFoundError('There are no talking points yet.');
      return context.body(new Uint8Array(await renderPdf(page)).buffer, 200, {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `inline; filename="talking-points-${page.asOf}.pdf"`,
      });
    });
}
