import { spellAge } from './duration.ts';
import { deadSection } from './jobs-page/dead-section.ts';
import type { AttentionLine, JobsPageModel, QueueLine } from './jobs-page/model.ts';
import { style } from './jobs-page/style.ts';
import { escapeHtml, layout } from './layout.ts';

/** What the queue does, what it could not do, and what to do about it: the same on every backend. */
export function jobsPage(model: JobsPageModel): string {
  const { notice } = model;
  return layout(
    'Jobs',
    [
      `<p role="status" aria-live="polite" class="notice">${notice === undefined ? '' : escapeHtml(notice)}</p>`,
      attentionSection(model.attention),
      deadSection(model.dead, model.now),
      runningSection(model),
      queuesSection(model.queues),
      scheduleLine(model),
      boardLine(model.board),
    ].join('\n'),
    { style, wide: true },
  );
}

function attentionSection(lines: readonly AttentionLine[]): string {
  if (lines.length === 0) return '';
  const items = lines.map(({ line, retryHref }) => {
    const retry =
      retryHref === undefined
        ? ''
        : ` <form method="post" action="${escapeHtml(retryHref)}"><button type="submit">Send again<span class="hidden">: ${escapeHtml(line)}</span></button></form>`;
    return `<li><span>${escapeHtml(line)}</span>${retry}</li>`;
  });
  return `<section aria-labelledby="attention">
<h2 id="attention">Somebody has to look at this</h2>
<ul class="lines">\n${items.join('\n')}\n</ul>
</section>`;
}

function runningSection({ running, now }: JobsPageModel): string {
  if (running.total === 0) {
    return `<section aria-labelledby="running">\n<h2 id="running">Running rounds</h2>\n<p>None.</p>\n</section>`;
  }
  const age = (time: string) => spellAge(now.getTime() - Date.parse(time));
  const rows = running.rounds.map(({ roundId, slug, startedAt, running: steps }) => {
    const at = steps.map((step) => `${escapeHtml(step.title)} (${age(step.startedAt)})`).join('<br>');
    const href = `/people/${encodeURIComponent(slug)}/rounds/${encodeURIComponent(roundId)}`;
    return `<tr role="row"><th role="rowheader" scope="row"><a href="${href}">${escapeHtml(slug)}</a><br><code>${escapeHtml(roundId)}</code></th>
<td role="cell" data-label="At">${at || 'waiting for its turn'}</td><td role="cell" data-label="Since">${age(startedAt)}</td></tr>`;
  });
  const shown = running.rounds.length < running.total ? `, the ${running.rounds.length} oldest shown` : '';
  return `<section aria-labelledby="running">
<h2 id="running">Running rounds</h2>
<table role="table" class="cards"><caption>${running.total} running${shown}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Round of</th><th role="columnheader" scope="col">At (for)</th><th role="columnheader" scope="col">Running for</th></tr></thead>
<tbody role="rowgroup">\n${rows.join('\n')}\n</tbody></table>
</section>`;
}

function queuesSection(queues: readonly QueueLine[]): string {
  const rows = queues.map((line) => {
    const numbers = [line.waiting, line.active, line.delayed, line.blocked, line.dead];
    const cells = numbers.map((count) => `<td${count === 0 ? ' class="none"' : ''}>${count}</td>`);
    const oldest = line.oldestMs === 0 ? '<td class="none">–</td>' : `<td>${spellAge(line.oldestMs)}</td>`;
    return `<tr><th scope="row">${escapeHtml(line.queue)}</th>${cells.join('')}${oldest}</tr>`;
  });
  return `<section aria-labelledby="queues">
<h2 id="queues">Queues</h2>
<table class="numbers"><caption>Later: waits for its time. Blocked: waits for other jobs. Oldest: how long a job has waited that could have run.</caption>
<thead><tr><th scope="col">Queue</th>${['Waits', 'Runs', 'Later', 'Blocked', 'Dead', 'Oldest'].map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>\n${rows.join('\n')}\n</tbody></table>
</section>`;
}

function scheduleLine({ schedules, now }: JobsPageModel): string {
  return `<section aria-labelledby="schedules">
<h2 id="schedules">Schedules</h2>
<p>${escapeHtml(schedulesTold(schedules, now))}</p>
</section>`;
}

function schedulesTold({ count, nextAt }: JobsPageModel['schedules'], now: Date): string {
  if (nextAt === undefined) return 'There are none. "rounds serve" makes them.';
  const until = Date.parse(nextAt) - now.getTime();
  const many = `${count} ${count === 1 ? 'schedule' : 'schedules'}`;
  return until >= 0
    ? `${many}; none is late, the next is due in ${spellAge(until)}.`
    : `${many}; the most overdue is ${spellAge(-until)} late.`;
}

function boardLine(board: JobsPageModel['board']): string {
  const lines = {
    there: '<a href="/jobs/board">Bull Board</a> shows every single job.',
    'needs-password': 'Bull Board is there once <code>ROUNDS_ADMIN_PASSWORD</code> is set.',
    'redis-only': 'Bull Board comes with a queue on Redis; what stands here is the same on every backend.',
  };
  return `<p>${lines[board]} <code>rounds jobs --help</code> does the same in a terminal.</p>`;
}
