import type { ChartView } from '../charts/chart-view.ts';
import { stripSize } from '../charts/strip-option.ts';
import { stripSvg } from '../charts/svg.ts';
import {
  askLabel,
  type Block,
  type PointBlock,
  type Reference,
  type Section,
  type TableBlock,
} from '../view/view.ts';
import { escapeHtml } from './escape.ts';

export function sectionHtml(part: Section): string {
  const blocks = part.blocks.map(blockHtml).join('\n');
  const role = part.isAlert ? ' role="alert"' : '';
  return `<section class="${part.id}"${role} aria-labelledby="${part.id}-heading">
<h2 id="${part.id}-heading">${escapeHtml(part.heading)}</h2>
<div class="body">
${blocks}
</div>
</section>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p class="${block.tone}" dir="auto">${escapeHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${escapeHtml(item)}</li>`).join('')}</ul>`;
    case 'point':
      return pointHtml(block);
    case 'table':
      return tableHtml(block);
    case 'charts':
      return `<div class="strips">${block.charts.map(figureHtml).join('\n')}</div>`;
    case 'references':
      return `<ol class="references">${block.items.map(referenceHtml).join('')}</ol>`;
  }
}

function pointHtml(point: PointBlock): string {
  const marks = point.references.map(
    (number) => `<sup><a href="#reference-${number}" aria-label="Reference ${number}">[${number}]</a></sup>`,
  );
  return `<article class="point">
<p dir="auto">${escapeHtml(point.text)}${marks.join('')}</p>
<p class="ask" dir="auto"><b>${askLabel}</b> ${escapeHtml(point.question)}</p>
<p class="meta">${escapeHtml(point.meta)}</p>
</article>`;
}

/** Cells name their column, so that on a phone a row can stand as a short list. */
function tableHtml(table: TableBlock): string {
  const caption = table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const head = table.head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const rows = table.rows.map(
    (row) => `<tr>${row.map((cell, index) => cellHtml(cell, index, table)).join('')}</tr>`,
  );
  return `<table>${caption}
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function cellHtml(cell: string, index: number, table: TableBlock): string {
  const text = escapeHtml(cell);
  if (index === 0) return `<th scope="row" dir="auto">${text}</th>`;
  return `<td data-label="${escapeHtml(table.head[index] ?? '')}"><span dir="auto">${text}</span></td>`;
}

function figureHtml(chart: ChartView): string {
  const label = escapeHtml(`${chart.title}. ${chart.caption}`);
  const drawing = stripSvg(chart, stripSize).replace('<svg ', `<svg role="img" aria-label="${label}" `);
  return `<figure>
<h3 dir="auto">${escapeHtml(chart.title)}</h3>
${drawing}
<figcaption>${escapeHtml(chart.caption)}</figcaption>
</figure>`;
}

function referenceHtml({ number, text, url, address }: Reference): string {
  const link =
    url === undefined ? '' : ` <a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(address)}</a>`;
  return `<li id="reference-${number}" value="${number}">${escapeHtml(text)}${link}</li>`;
}
