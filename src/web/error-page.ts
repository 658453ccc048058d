import { escapeHtml, layout } from './layout.ts';

export function errorPage(title: string, line: string): string {
  return layout(title, `<p>${escapeHtml(line)}</p>\n<p><a href="/">Back to the start</a></p>`);
}
