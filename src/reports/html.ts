import type { Page } from '../domain/page.ts';
import { sectionHtml } from './html/blocks.ts';
import { escapeHtml } from './html/escape.ts';
import { styles } from './html/styles.ts';
import type { View } from './view/view.ts';
import { viewOf } from './view/view-of.ts';

/** No script, no request: the policy forbids even what hostile text might bring along. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Where a reader of the served page can go on to; a file has nowhere to lead. */
export interface PageLink {
  readonly label: string;
  readonly href: string;
}

export function renderHtml(page: Page, links: readonly PageLink[] = []): string {
  return htmlOf(viewOf(page), links);
}

/** One standalone file: opens from a disk, a mail or a share link, and prints. */
export function htmlOf(view: View, links: readonly PageLink[] = []): string {
  const lines = (texts: readonly string[]) =>
    texts.map((text) => `<p dir="auto">${escapeHtml(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(view.title)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1 dir="auto">${escapeHtml(view.title)}</h1>
${lines(view.preamble)}
</header>
<main>
${[...view.summary, ...view.detail].map(sectionHtml).join('\n')}
</main>
<footer>
${lines(view.footer)}
${links.length === 0 ? '' : `<nav aria-label="More">${links.map(linkHtml).join(' · ')}</nav>`}
</footer>
</body>
</html>
`;
}

function linkHtml({ label, href }: PageLink): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
}
