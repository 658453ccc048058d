import { type ConnectionView, connectionWords } from '../domain/connection.ts';
import { escapeHtml, layout } from './layout.ts';

/** Where a person sees whether the ring is heard, and what to do when it is not. */
export function connectionsPage(slug: string, { state, historyFetched }: ConnectionView): string {
  const name = encodeURIComponent(slug);
  const isThere = state !== 'none';
  const connect = `<a class="button" href="/oauth/start?person=${name}">${isThere ? 'Reconnect Oura' : 'Connect Oura'}</a>`;
  const disconnect = `<form method="post" action="/people/${name}/connections/oura/disconnect">
<button type="submit">Disconnect Oura</button></form>`;
  return layout(
    `Connections of ${slug}`,
    `<section aria-labelledby="oura">
<h2 id="oura">Oura ring</h2>
<p role="status">${escapeHtml(connectionWords[state])}</p>
${isThere ? pastLine(historyFetched) : ''}
<div class="actions">${state === 'connected' || state === 'app-too-old' ? '' : connect}
${isThere ? disconnect : ''}</div>
${isThere ? '<p>Disconnecting keeps what has been fetched and fetches nothing more.</p>' : ''}
</section>
<p><a href="/people/${name}">Back to the talking points of ${escapeHtml(slug)}</a></p>`,
  );
}

function pastLine(share: number | undefined): string {
  if (share === undefined)
    return '<p>Nothing has been fetched yet; the first fetch comes with the next round.</p>';
  if (share >= 1) return '<p>The whole history has been fetched.</p>';
  const percent = Math.floor(share * 100);
  return `<p><label for="past">Fetching the past: ${percent} %</label><br>
<progress id="past" max="100" value="${percent}">${percent} %</progress></p>`;
}
