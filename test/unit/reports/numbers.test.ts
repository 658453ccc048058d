import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/domain/page.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { pdfDocument } from '../../../src/reports/pdf/document.ts';
import { renderText } from '../../../src/reports/text.ts';
import { recordedPage } from '../../fixtures/pages/record.ts';
import { crowdedPage, longNamePage } from '../../fixtures/pages/variants.ts';
import { decodeEntities, squash, unescapeMarkdown } from './support.ts';

/** The rows of the first table of changes, cell by cell, as each format's own reader finds them. */
const readers: Readonly<Record<string, (page: Page) => string[][]>> = {
  Markdown: (page) =>
    rowsAfter(
      unescapeMarkdown(renderMarkdown(page))
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .map((line) => line.split('|').slice(1, -1).map(squash)),
    ),
  HTML: (page) =>
    rowsAfter(
      [...renderHtml(page).matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
        [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
          squash(decodeEntities(cell.replace(/<[^>]*>/g, ''))),
        ),
      ),
    ),
  PDF: (page) => rowsAfter(tablesIn(pdfDocument(page, 'A4').content).flat()),
  text: (page) =>
    rowsAfter(
      renderText(page, { width: 100, colour: false })
        .split('\n')
        .map((line) => line.trim().split(/ {2,}/)),
    ),
};

function tablesIn(content: unknown): string[][][] {
  if (Array.isArray(content)) return content.flatMap(tablesIn);
  if (content === null || typeof content !== 'object') return [];
  const node = content as Readonly<Record<string, unknown>>;
  const table = node.table as { body: { text: string }[][] } | undefined;
  const own = table === undefined ? [] : [table.body.map((row) => row.map(({ text }) => squash(text)))];
  return [...own, ...['stack', 'columns'].flatMap((key) => tablesIn(node[key]))];
}

function rowsAfter(rows: string[][]): string[][] {
  const head = rows.findIndex(([first]) => first === 'Measure');
  const width = rows[head]?.length;
  const after = rows.slice(head + 1).filter((row) => row.length === width && !row[0]?.startsWith('--'));
  return after.slice(0, after.findIndex(([first]) => first === 'No.' || first === 'Medicine') >>> 0);
}

/** By rule and by hand: whole minutes and beats, a sign before each difference, one decimal of own SD. */
const signed = (value: number, decimals: number) => {
  const digits = Math.abs(value).toFixed(decimals);
  return `${value < 0 ? '\u2212' : '+'}${digits}`;
};

function expectedRows({ findings, record }: Page): string[][] {
  return findings.flatMap((finding) => {
    if (finding.kind !== 'shift') return [];
    const usual = record?.usual.find(({ metric }) => metric === finding.metric);
    const mean = `(${Math.round(finding.before.mean)})`;
    return [
      [
        usual === undefined ? mean : `${usual.low}\u2013${usual.high} ${mean}`,
        String(Math.round(finding.after.mean)),
        signed(finding.difference, 0),
        signed(finding.differenceSd, 1),
        String(finding.after.n),
        finding.grade,
      ],
    ];
  });
}

describe.each(Object.entries(readers))('the numbers of what changed in %s', (_format, read) => {
  it.each([
    ['the story with its record', recordedPage],
    ['thirty findings', crowdedPage],
    ['a medicine of ninety letters', longNamePage],
  ])('equal those of the findings: %s', (_name, make) => {
    const page = make();
    const rows = read(page).slice(0, 2);
    expect(rows.map((row) => [row[1], row[2], row[3], row[4], row[6], row[7]])).toEqual(expectedRows(page));
    expect(rows.map((row) => row[5])).toEqual(['5 Mar ±2', '5 Mar (4–8)']);
  });
});
