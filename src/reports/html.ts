import type { Page } from '../domain/page.ts';
import { sectionHtml } from './html/blocks.ts';
import { escapeHtml } from './html/escape.ts';
import { styles } from './html/styles.ts';
import type { PageNews } from './view/urgent.ts';
import type { View } from './view/view.ts';
import { viewOf } from './view/view-of.ts';

/** No script, no request: the policy forbids even what hostile text might bring along. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

export interface PageLink {
  readonly label: string;
  readonly href: string;
}

/** Where a reader of the served page can go on to, and what they can ask for; a file has neither. */
export interface PageWays extends PageNews {
  readonly links?: readonly PageLink[];
  /** Sent as a form. */
  readonly actions?: readonly PageLink[];
}

export function renderHtml(page: Page, ways: PageWays = {}): string {
  return htmlOf(viewOf(page, ways), ways);
}

/** One standalone file: opens from a disk, a mail or a share link, and prints. */
export function htmlOf(
  view: View,
  { links = [], actions = [] }: Omit<PageWays, keyof PageNews> = {},
): string {
  const lines = (texts: readonly string[]) =>
    texts.map((text) => `<p dir="auto">${escapeHtml(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}; form-action ${actions.length === 0 ? "'none'" : "'self'"}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="${actions.length === 0 ? 'no-referrer' : 'same-origin'}">
<title>${escapeHtml(view.title)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1 dir="auto">${escapeHtml(view.title)}</h1>
${lines(view.preamble)}
</header>
<main>
<div class="page-one">
${view.summary.map(sectionHtml).join('\n')}
</div>
${view.detail.map(sectionHtml).join('\n')}
</main>
<footer>
${lines(view.footer)}
${actions.map(actionHtml).join('\n')}
${links.length === 0 ? '' : `<nav aria-label="More">${links.map(linkHtml).join(' · ')}</nav>`}
</footer>
</body>
</html>
`;
}

function linkHtml({ label, href }: PageLink): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`;
}

function actionHtml({ label, href }: PageLink): string {
  return `<form method="post" action="${escapeHtml(href)}"><button type="submit">${escapeHtml(label)}</button></form>`;
}
