import { chainSvg } from '../charts/chain-svg.ts';
import type { ChainView } from '../charts/chain-view.ts';
import type { ChartView } from '../charts/chart-view.ts';
import { type FigureSize, phoneFigure, sheetFigure } from '../charts/figure-layout.ts';
import { figureSvg } from '../charts/figure-svg.ts';
import type { FigureView } from '../charts/figure-view.ts';
import { qrSvg } from '../charts/qr-svg.ts';
import { stripSize } from '../charts/strip-option.ts';
import { stripSvg } from '../charts/svg.ts';
import {
  askLabel,
  type Block,
  type BriefBlock,
  type PointBlock,
  type Reference,
  type Section,
  type ShareBlock,
  type TableBlock,
  type Term,
} from '../view/view.ts';
import { escapeHtml, textHtml } from './escape.ts';

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
      return `<p class="${block.tone}" dir="auto">${textHtml(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${textHtml(item)}</li>`).join('')}</ul>`;
    case 'terms':
      return `<dl>${block.items.map(termHtml).join('')}</dl>`;
    case 'point':
      return pointHtml(block);
    case 'brief':
      return briefHtml(block);
    case 'table':
      return tableHtml(block);
    case 'charts':
      return `<div class="strips">${block.charts.map(stripHtml).join('\n')}</div>`;
    case 'figure':
      return figureHtml(block.figure);
    case 'chain':
      return chainHtml(block.chain);
    case 'share':
      return shareHtml(block);
    case 'references':
      return `<ol class="references">${block.items.map(referenceHtml).join('')}</ol>`;
  }
}

function pointHtml(point: PointBlock): string {
  const marks = point.references.map(
    (number) => `<sup><a href="#reference-${number}" aria-label="Reference ${number}">[${number}]</a></sup>`,
  );
  return `<article class="point">
<p dir="auto">${textHtml(point.text)}${marks.join('')}</p>
<p class="ask" dir="auto"><b>${askLabel}</b> ${escapeHtml(point.question)}</p>
<p class="meta">${escapeHtml(point.meta)}</p>
</article>`;
}

function briefHtml({ about, lead, question }: BriefBlock): string {
  const name = about === undefined ? '' : `<b>${escapeHtml(about)}:</b> `;
  const before = lead === undefined ? '' : `${textHtml(lead)} `;
  return `<p class="brief" dir="auto">${name}${before}<span class="ask"><b>${askLabel}</b> ${escapeHtml(question)}</span></p>`;
}

function termHtml({ label, text }: Term): string {
  return `<div><dt dir="auto">${escapeHtml(label)}:</dt> <dd dir="auto">${textHtml(text)}</dd></div>`;
}

/** Cells name their column, so that on a phone a row can stand as a short list. */
function tableHtml(table: TableBlock): string {
  const caption = table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const head = table.head
    .map((name, index) => `<th scope="col"${alignment(index, table)}>${escapeHtml(name)}</th>`)
    .join('');
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
  // The row above names it for this one too: a header without words would be read aloud as one.
  if (index === 0 && cell === '') return '<td class="above"></td>';
  if (index === 0) return `<th scope="row" dir="auto">${text}</th>`;
  return `<td data-label="${escapeHtml(table.head[index] ?? '')}"${alignment(index, table)}><span dir="auto">${text}</span></td>`;
}

function alignment(index: number, { numeric = [] }: TableBlock): string {
  return numeric.includes(index) ? ' class="number"' : '';
}

/** Set twice, for a sheet and for a phone: the style sheet shows the one there is room for. */
function figureHtml(figure: FigureView): string {
  const drawing = (size: FigureSize, place: string) =>
    `<div class="${place}">${labelled(figureSvg(figure, size), figure.caption)}</div>`;
  return `<figure>${drawing(sheetFigure, 'wide')}${drawing(phoneFigure, 'narrow')}</figure>`;
}

function chainHtml(chain: ChainView): string {
  const drawing = (width: number, place: string) =>
    `<div class="${place}">${labelled(chainSvg(chain, width), chain.caption)}</div>`;
  return `<figure>${drawing(sheetFigure.width, 'wide')}${drawing(phoneFigure.width, 'narrow')}</figure>`;
}

function shareHtml({ url, text }: ShareBlock): string {
  const code = labelled(qrSvg(url), 'The same address as a QR code');
  return `<div class="share">${code}<p><a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(text)}</a></p></div>`;
}

function labelled(svg: string, label: string): string {
  return svg.replace('<svg ', `<svg role="img" aria-label="${escapeHtml(label)}" `);
}

function stripHtml(chart: ChartView): string {
  const drawing = labelled(stripSvg(chart, stripSize), `${chart.title}. ${chart.caption}`);
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
