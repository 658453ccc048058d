import { escapeHtml, layout } from './layout.ts';
import { reportNowForm } from './round-page.ts';

export function peoplePage(slugs: readonly string[]): string {
  if (slugs.length === 0) {
    return layout(
      'Nobody yet',
      '<p>Take in somebody’s data first: <code>rounds import FILES --person NAME</code>, or look at <code>rounds demo</code>.</p>',
    );
  }
  const items = slugs.map(
    (slug) =>
      `<li><a href="/people/${encodeURIComponent(slug)}">${escapeHtml(slug)}</a> (<a href="/people/${encodeURIComponent(slug)}/connections">connections<span class="hidden"> of ${escapeHtml(slug)}</span></a>)</li>`,
  );
  return layout('People', `<ul>\n${items.join('\n')}\n</ul>`);
}

export function nothingYetPage(slug: string): string {
  return layout(
    'No talking points yet',
    `<p>The first round for ${escapeHtml(slug)} has not run. It runs every morning at 10:00, or now:</p>
${reportNowForm(slug)}
<p><a href="/people/${encodeURIComponent(slug)}/connections">Connections of ${escapeHtml(slug)}</a></p>`,
  );
}
