import { textRuns } from '../text/unbroken.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The one place where text becomes HTML: safe between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Running text, with what belongs together kept on one line. */
export function textHtml(text: string): string {
  return textRuns(text)
    .map((run) => (run.isWhole ? `<span class="whole">${escapeHtml(run.text)}</span>` : escapeHtml(run.text)))
    .join('');
}
