import { sectionHtml } from '../reports/html/blocks.ts';
import { type RaisedSince, raisedSince } from '../reports/view/urgent.ts';
import { escapeHtml, layout } from './layout.ts';
import { reportNowForm } from './round-page.ts';

export interface ListedPerson {
  readonly slug: string;
  /** Something was raised that cannot wait; what it is stands on the person's own page. */
  readonly isUrgent: boolean;
}

export function peoplePage(people: readonly ListedPerson[]): string {
  if (people.length === 0) {
    return layout(
      'Nobody yet',
      '<p>Take in somebody’s data first: <code>rounds import FILES --person NAME</code>, or look at <code>rounds demo</code>.</p>',
    );
  }
  const first = people.toSorted((left, right) => Number(right.isUrgent) - Number(left.isUrgent));
  const items = first.map(
    ({ slug, isUrgent }) =>
      `<li>${isUrgent ? '<strong>Please read first:</strong> ' : ''}<a href="/people/${encodeURIComponent(slug)}">${escapeHtml(slug)}</a> (<a href="/people/${encodeURIComponent(slug)}/connections">connections<span class="hidden"> of ${escapeHtml(slug)}</span></a>)</li>`,
  );
  return layout('People', `<ul>\n${items.join('\n')}\n</ul>`);
}

export function nothingYetPage(slug: string, raised: RaisedSince): string {
  const urgent = raisedSince(raised).map(sectionHtml).join('');
  return layout(
    'No talking points yet',
    `${urgent}<p>The first round for ${escapeHtml(slug)} has not run. It runs every morning at 10:00, or now:</p>
${reportNowForm(slug)}
<p><a href="/people/${encodeURIComponent(slug)}/connections">Connections of ${escapeHtml(slug)}</a></p>`,
  );
}
