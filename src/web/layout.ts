/** What a page adds to the frame: tables want more width, what changes by itself wants a script. */
export interface LayoutParts {
  readonly head?: string;
  readonly style?: string;
  readonly wide?: boolean;
}

/** The frame of the few pages that are not a report: same type, same width, and by itself no script. */
export function layout(
  title: string,
  body: string,
  { head = '', style = '', wide }: LayoutParts = {},
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · rounds</title>
<link rel="icon" href="data:,">
<style>${frame}${style}</style>
${head}</head>
<body><main${wide ? ' class="wide"' : ''}>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const frame = `
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 system-ui, sans-serif; margin: 0; }
main { max-width: 40rem; margin: 0 auto; padding: 2.5rem 1.25rem; overflow-wrap: anywhere; }
main.wide { max-width: 60rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
code { font-size: .95em; }
li { margin: .4rem 0; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
.button, button { font: inherit; color: inherit; background: none; border: 2px solid; border-radius: .4rem; padding: .45rem .9rem; text-decoration: none; cursor: pointer; }
.button { font-weight: 600; }
progress { width: 100%; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid; outline-offset: 2px; }
`;
