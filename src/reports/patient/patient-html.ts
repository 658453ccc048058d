import type { Page } from '../../domain/page.ts';
import { escapeHtml, textHtml } from '../html/escape.ts';
import type { PageNews } from '../view/urgent.ts';
import { patientStyles } from './patient-styles.ts';
import type { PatientBlock, PatientSection, Picture } from './patient-view.ts';
import { patientViewOf } from './patient-view-of.ts';
import { narrow, pictureSvg, wide } from './picture-svg.ts';

/** No script, no request: the policy forbids even what hostile text might bring along. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One standalone file: opens from a disk, a mail or a share link, and prints. */
export function renderPatientHtml(page: Page, { raised }: PageNews = {}): string {
  const view = patientViewOf(page, raised);
  const lines = view.opening.map((text) => `<p dir="auto">${escapeHtml(text)}</p>`).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${escapeHtml(view.title)}</title>
<style>${patientStyles}</style>
</head>
<body>
<header>
<h1>${escapeHtml(view.title)}</h1>
${lines}
</header>
<main>
${view.sections.map(sectionHtml).join('\n')}
</main>
<footer>
<p dir="auto">${escapeHtml(view.footer)}</p>
</footer>
</body>
</html>
`;
}

function sectionHtml({ id, heading, blocks, isAlert }: PatientSection): string {
  const role = isAlert ? ' role="alert"' : '';
  return `<section class="${id}"${role} aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${escapeHtml(heading)}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`;
}

function blockHtml(block: PatientBlock): string {
  switch (block.kind) {
    case 'text':
      return `<p${block.isStrong ? ' class="strong"' : ''} dir="auto">${textHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${textHtml(item)}</li>`).join('')}</ul>`;
    case 'point':
      return `<article>
<p dir="auto">${textHtml(block.text)}</p>
${block.picture === undefined ? '' : pictureHtml(block.picture)}
</article>`;
  }
}

/** Drawn for a wide and for a narrow window, so that letters are never shrunk; one of the two is there to be read. */
function pictureHtml(picture: Picture): string {
  const label = `role="img" aria-label="${escapeHtml(picture.caption)}"`;
  const drawings = [wide, narrow].map((size) => {
    const svg = pictureSvg(picture, size).replace('<svg ', `<svg ${label} `);
    return `<div class="${size === wide ? 'wide' : 'narrow'}">${svg}</div>`;
  });
  return `<figure>${drawings.join('')}</figure>`;
}
