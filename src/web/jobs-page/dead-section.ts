import { spellAge } from '../duration.ts';
import { escapeHtml } from '../layout.ts';
import type { DeadLine, JobsPageModel } from './model.ts';

/** Explicit roles: where the screen is narrow the table is laid out as cards, and must stay a table to be heard. */
export function deadSection({ total, jobs }: JobsPageModel['dead'], now: Date): string {
  if (total === 0) {
    return `<section aria-labelledby="dead">\n<h2 id="dead">Dead letters</h2>\n<p>None: every job was done or is still being tried.</p>\n</section>`;
  }
  const shown = jobs.length < total ? `, the ${jobs.length} newest shown` : '';
  const retryAll =
    total === 1
      ? ''
      : `<form method="post" action="/jobs/dead/retry" class="actions"><button type="submit">Retry all ${total}</button></form>`;
  return `<section aria-labelledby="dead">
<h2 id="dead">Dead letters</h2>
<table role="table" class="cards dead"><caption>${total} that failed for good${shown}</caption>
<thead role="rowgroup"><tr role="row">${['Job', 'Reason', 'Failed', 'What to do'].map((name) => `<th role="columnheader" scope="col">${name}</th>`).join('')}</tr></thead>
<tbody role="rowgroup">
${jobs.map((job) => deadRow(job, now)).join('\n')}
</tbody></table>
${retryAll}
</section>`;
}

function deadRow(job: DeadLine, now: Date): string {
  const about = [job.slug, job.agent].filter((part) => part !== undefined).join(', ');
  const path = `/jobs/${encodeURIComponent(job.id)}`;
  const name = escapeHtml(about === '' ? job.name : `${job.name} (${about})`);
  const age = spellAge(now.getTime() - Date.parse(job.since));
  const tries = `${job.attempts} ${job.attempts === 1 ? 'try' : 'tries'}`;
  const form = (action: string, label: string) =>
    `<form method="post" action="${path}/${action}"><button type="submit">${label}<span class="hidden"> ${name}</span></button></form>`;
  return `<tr role="row"><th role="rowheader" scope="row">${name}<br><small>${escapeHtml(job.queue)}</small></th>
<td role="cell" data-label="Reason">${escapeHtml(job.reason)}</td>
<td role="cell" data-label="Failed"><time datetime="${escapeHtml(job.since)}">${age} ago</time>, ${tries}</td>
<td role="cell"><div class="do">${form('retry', 'Retry')}
<details><summary>Remove<span class="hidden"> ${name}</span></summary><p>What it was to do stays undone.</p>${form('remove', 'Remove for good')}</details></div></td></tr>`;
}
