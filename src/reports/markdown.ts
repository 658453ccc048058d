import type { Page } from '../domain/page.ts';
import type { PageNews } from './view/urgent.ts';
import {
  askLabel,
  type Block,
  type BriefBlock,
  type PointBlock,
  type Section,
  type TableBlock,
  type View,
} from './view/view.ts';
import { viewOf } from './view/view-of.ts';

export function renderMarkdown(page: Page, news: PageNews = {}): string {
  return markdownOf(viewOf(page, news));
}

export function markdownOf(view: View): string {
  const parts = [
    `# ${escapeMarkdown(view.title)}`,
    ...view.preamble.map(escapeMarkdown),
    ...[...view.summary, ...view.detail].map(sectionMarkdown),
    '---',
    ...view.footer.map(escapeMarkdown),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionMarkdown(part: Section): string {
  return [`## ${escapeMarkdown(part.heading)}`, ...part.blocks.map(blockMarkdown)].join('\n\n');
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph': {
      const text = escapeMarkdown(block.text);
      return block.tone === 'plain' ? text : wrap(text, block.tone === 'note' ? '_' : '**');
    }
    case 'list':
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');
    case 'terms':
      return block.items
        .map(({ label, text }) => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(text)}`)
        .join('\n');
    case 'point':
      return pointMarkdown(block);
    case 'brief':
      return briefMarkdown(block);
    case 'figure':
      return escapeMarkdown(block.figure.caption);
    case 'chain':
      return escapeMarkdown(block.chain.caption);
    case 'share':
      return `${escapeMarkdown(block.text)} <${block.url}>`;
    case 'table':
      return tableMarkdown(block);
    case 'charts':
      return block.charts
        .map((chart) => `- **${escapeMarkdown(chart.title)}:** ${escapeMarkdown(chart.caption)}`)
        .join('\n');
    case 'references':
      return block.items
        .map(
          ({ number, text, url }) =>
            `${number}. ${escapeMarkdown(text)}${url === undefined ? '' : ` <${url}>`}`,
        )
        .join('\n');
  }
}

function pointMarkdown(point: PointBlock): string {
  const marks = point.references.map((number) => ` \\[${number}\\]`).join('');
  const lines = [
    `- ${escapeMarkdown(point.text)}${marks}`,
    `**${askLabel}** ${escapeMarkdown(point.question)}`,
    wrap(escapeMarkdown(point.meta), '_'),
  ];
  return lines.join('\n\n  ');
}

function briefMarkdown({ about, lead, question }: BriefBlock): string {
  const parts = [
    ...(about === undefined ? [] : [`**${escapeMarkdown(about)}:**`]),
    ...(lead === undefined ? [] : [escapeMarkdown(lead)]),
    `**${askLabel}** ${escapeMarkdown(question)}`,
  ];
  return `- ${parts.join(' ')}`;
}

function tableMarkdown(table: TableBlock): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const caption = table.caption === undefined ? [] : [`${escapeMarkdown(table.caption)}:`, ''];
  const rule = `|${table.head.map((_, index) => (table.numeric?.includes(index) ? ' ---: |' : ' --- |')).join('')}`;
  return [...caption, row(table.head), rule, ...table.rows.map(row)].join('\n');
}

function wrap(text: string, mark: string): string {
  return text === '' ? '' : `${mark}${text}${mark}`;
}

/**
 * The one place where text becomes Markdown. Text is one line here, so only marks inside a line, what could open a
 * block at its start, and what readers turn into a link, a tag or a formula have to be defused.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]|~$@^]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (match) => match.replace('.', '\\.'))
    .replace(/^([-+=#])(?=[-=#\s]|$)/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
