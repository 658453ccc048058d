import type { RoundView, StepView } from '../domain/round-view.ts';
import { escapeHtml, layout } from './layout.ts';

export function reportNowForm(slug: string, label = 'Report now'): string {
  return `<form method="post" action="/people/${encodeURIComponent(slug)}/rounds" class="actions">
<button type="submit">${escapeHtml(label)}</button></form>`;
}

/**
 * How a round goes on. The list is there without a script; with one it changes by itself, and what has changed is
 * read out. What stands in the page while the round runs asks for it again every few seconds where scripts are off.
 */
export function roundPage(view: RoundView): string {
  const slug = escapeHtml(view.person);
  const running = view.state === 'running';
  const live = running
    ? `<p id="said" class="hidden" role="status"></p>\n<script>${roundScript}</script>`
    : '';
  return layout(
    running ? `A report for ${view.person} is being made` : `The report for ${view.person}`,
    `${outcome(view)}
<h2 id="how">Step by step</h2>
<ol id="steps" class="steps" aria-labelledby="how" data-events="${escapeHtml(eventsPath(view))}">
${view.steps.map(stepItem).join('\n')}
</ol>
<p><a href="/people/${encodeURIComponent(view.person)}">Back to the talking points of ${slug}</a></p>
${live}`,
    { style, ...(running && { head: '<noscript><meta http-equiv="refresh" content="3"></noscript>\n' }) },
  );
}

export function eventsPath({ person, id }: Pick<RoundView, 'person' | 'id'>): string {
  return `/api/people/${encodeURIComponent(person)}/rounds/${encodeURIComponent(id)}/events`;
}

function outcome({ person, state, reason, asOf }: RoundView): string {
  if (state === 'running') {
    return `<p>As of ${escapeHtml(asOf)}. This usually takes less than a minute; you may leave, it goes on.</p>`;
  }
  if (state === 'failed') {
    return `<p role="alert"><strong>There is no page:</strong> ${escapeHtml(reason ?? 'no reason is known.')}</p>
${reportNowForm(person, 'Try again')}`;
  }
  return `<p role="status">It is ready.</p>
<p class="actions"><a class="button" href="/people/${encodeURIComponent(person)}">Read the talking points</a></p>`;
}

function stepItem({ step, state, title, told }: StepView): string {
  return `<li data-step="${escapeHtml(step)}" data-state="${state}"><span class="title">${escapeHtml(title)}</span> <span class="told">${escapeHtml(told)}</span></li>`;
}

/** The same for every page, so that the policy can name it by its digest. */
export const roundScript = `
const list = document.getElementById('steps');
const said = document.getElementById('said');
const toldOf = (item) => [item.dataset.step, item.querySelector('.told').textContent];
const span = (name, text) => {
  const part = document.createElement('span');
  part.className = name;
  part.textContent = text;
  return part;
};
const source = new EventSource(list.dataset.events);
source.addEventListener('round', ({ data }) => {
  const { state, steps } = JSON.parse(data);
  if (state !== 'running') {
    source.close();
    location.reload();
    return;
  }
  const known = new Map([...list.children].map(toldOf));
  const news = steps.filter(({ step, told }) => known.get(step) !== told);
  list.replaceChildren(...steps.map(({ step, title, told, state }) => {
    const item = document.createElement('li');
    item.dataset.step = step;
    item.dataset.state = state;
    item.append(span('title', title), ' ', span('told', told));
    return item;
  }));
  if (news.length > 0) said.textContent = news.map(({ title, told }) => title + ': ' + told).join('. ');
});
`;

const style = `
.steps { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.steps li { position: relative; margin: 0; padding: .55rem 0 .55rem 2rem; display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 1rem; }
.steps li::before { content: ''; position: absolute; left: .2rem; top: .95rem; width: .7rem; height: .7rem; border: 2px solid; border-radius: 50%; box-sizing: border-box; }
.steps li:not(:last-child)::after { content: ''; position: absolute; left: calc(.55rem - 1px); top: 1.9rem; bottom: -.7rem; border-left: 2px solid; opacity: .25; }
.steps .told { opacity: .8; font-size: .95rem; font-variant-numeric: tabular-nums; }
.steps [data-state=done]::before { background: currentColor; }
.steps [data-state=waiting], .steps [data-state=left-out] { opacity: .7; }
.steps [data-state=running] .title { font-weight: 600; }
.steps [data-state=running]::before { border-style: dashed; animation: turn 2s linear infinite; }
.steps [data-state=failed]::before { border-radius: 0; transform: rotate(45deg); background: currentColor; }
.steps [data-state=failed] .told { font-weight: 600; opacity: 1; }
@keyframes turn { to { transform: rotate(360deg); } }
@media (prefers-reduced-motion: reduce) { .steps [data-state=running]::before { animation: none; } }
`;
