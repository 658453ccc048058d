import type { Page } from '../domain/page.ts';
import { columns, padTo, wrapText } from './text/wrap.ts';
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

export interface TextOptions {
  readonly width: number;
  readonly colour: boolean;
}

const NARROWEST = 24;
const WIDEST = 100;
const COLUMN_GAP = 2;

export function renderText(page: Page, { raised, share, ...options }: TextOptions & PageNews): string {
  return textOf(viewOf(page, { raised, share }), options);
}

/** For a terminal: wrapped, indented, no boxes; bold and dim only where colour is asked for. */
export function textOf(view: View, options: TextOptions): string {
  const type = typesetter(options);
  const lines = [
    ...type.lines(view.title, 0, 'bold'),
    ...view.preamble.flatMap((text) => type.lines(text, 0, 'dim')),
    ...[...view.summary, ...view.detail].flatMap((part) => sectionLines(part, type)),
    '',
    ...view.footer.flatMap((text) => type.lines(text, 0, 'dim')),
  ];
  return `${lines.join('\n')}\n`;
}

type Style = 'plain' | 'bold' | 'dim';

interface Typesetter {
  readonly width: number;
  lines(text: string, indent: number, style?: Style, hang?: number): string[];
}

const codes: Record<Style, string> = { plain: '', bold: '\u001b[1m', dim: '\u001b[2m' };

function typesetter({ width, colour }: TextOptions): Typesetter {
  const measure = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(width)));
  const paint = (line: string, style: Style) =>
    colour && style !== 'plain' ? `${codes[style]}${line}\u001b[0m` : line;
  return {
    width: measure,
    lines: (text, indent, style = 'plain', hang = 0) =>
      wrapText(text, measure - indent - hang).map((line, index) =>
        `${' '.repeat(indent + (index === 0 ? 0 : hang))}${paint(line, style)}`.trimEnd(),
      ),
  };
}

function sectionLines(part: Section, type: Typesetter): string[] {
  const heading = type.lines(part.heading, 0, 'bold');
  return ['', ...heading, ...part.blocks.flatMap((block) => blockLines(block, type))];
}

function blockLines(block: Block, type: Typesetter): string[] {
  switch (block.kind) {
    case 'paragraph':
      return type.lines(
        block.text,
        2,
        block.tone === 'alert' ? 'bold' : block.tone === 'note' ? 'dim' : 'plain',
      );
    case 'list':
      return block.items.flatMap((item) => type.lines(`- ${item}`, 2, 'plain', 2));
    case 'terms':
      return block.items.flatMap(({ label, text }) => type.lines(`${label}: ${text}`, 2, 'plain', 2));
    case 'point':
      return pointLines(block, type);
    case 'brief':
      return briefLines(block, type);
    case 'figure':
      return type.lines(block.figure.caption, 2);
    case 'chain':
      return type.lines(block.chain.caption, 2);
    case 'share':
      return [...type.lines(block.text, 2), ...type.lines(block.url, 2)];
    case 'table':
      return tableLines(block, type);
    case 'charts':
      return block.charts.flatMap((chart) => [
        ...type.lines(chart.title, 2),
        ...type.lines(chart.caption, 4, 'dim'),
      ]);
    case 'references':
      return block.items.flatMap(({ number, text, url }) => [
        ...type.lines(`[${number}] ${text}`, 2, 'plain', 4),
        ...(url === undefined ? [] : type.lines(url, 6, 'dim')),
      ]);
  }
}

function pointLines(point: PointBlock, type: Typesetter): string[] {
  const marks = point.references.map((number) => ` [${number}]`).join('');
  return [
    ...type.lines(`- ${point.text}${marks}`, 2, 'plain', 2),
    ...type.lines(`${askLabel} ${point.question}`, 4, 'bold'),
    ...type.lines(point.meta, 4, 'dim'),
    '',
  ];
}

function briefLines({ about, lead, question }: BriefBlock, type: Typesetter): string[] {
  const before = [...(about === undefined ? [] : [`${about}:`]), ...(lead === undefined ? [] : [lead])];
  return [
    ...(before.length === 0 ? [] : type.lines(`- ${before.join(' ')}`, 2, 'plain', 2)),
    ...type.lines(
      `${before.length === 0 ? '- ' : ''}${askLabel} ${question}`,
      before.length === 0 ? 2 : 4,
      'bold',
      before.length === 0 ? 2 : 0,
    ),
  ];
}

/** Columns where they fit; in a narrow window each row becomes a short list under its first cell. */
function tableLines(table: TableBlock, type: Typesetter): string[] {
  const caption = table.caption === undefined ? [] : type.lines(table.caption, 2, 'dim');
  const widths = table.head.map((name, index) =>
    Math.max(...[name, ...table.rows.map((row) => row[index] ?? '')].map(columns)),
  );
  const total = widths.reduce((sum, width) => sum + width + COLUMN_GAP, 2 - COLUMN_GAP);
  if (total > type.width) return [...caption, ...table.rows.flatMap((row) => stacked(row, table, type)), ''];
  const padded = (cell: string, index: number) =>
    table.numeric?.includes(index)
      ? padTo('', (widths[index] ?? 0) - columns(cell)) + cell
      : padTo(cell, widths[index] ?? 0);
  const aligned = (cells: readonly string[]) => `  ${cells.map(padded).join('  ')}`.trimEnd();
  return [...caption, aligned(table.head), ...table.rows.map(aligned), ''];
}

function stacked(row: readonly string[], table: TableBlock, type: Typesetter): string[] {
  const [first = '', ...others] = row;
  const cells = others.map((cell, index) => `${table.head[index + 1] ?? ''}: ${cell}`);
  return [
    ...type.lines(`${table.head[0] ?? ''}: ${first}`, 2),
    ...cells.flatMap((cell) => type.lines(cell, 4)),
  ];
}
