import { describe, expect, it } from 'vitest';
import { metricSlugs } from '../../../src/domain/metric.ts';
import { definitionOf } from '../../../src/domain/metric-definitions.ts';
import type { Page } from '../../../src/domain/page.ts';
import { renderHtml } from '../../../src/reports/html.ts';
import { renderMarkdown } from '../../../src/reports/markdown.ts';
import { pdfDocument } from '../../../src/reports/pdf/document.ts';
import { pdfText } from '../../../src/reports/pdf/glyphs.ts';
import { renderText } from '../../../src/reports/text.ts';
import { stringsOfView } from '../../../src/reports/view/budget.ts';
import { methodLines } from '../../../src/reports/view/methods.ts';
import { formatClock } from '../../../src/reports/view/values.ts';
import { viewOf } from '../../../src/reports/view/view-of.ts';
import { type Day, daysBetween } from '../../../src/shared/day.ts';
import { pages, readHtml, squash, textOfDefinition, unescapeMarkdown } from './support.ts';

const wide = { width: 100, colour: false };
const bare = (text: string) => text.replace(/[\s\u200b]+/g, '');

const formats: Readonly<Record<string, (page: Page) => string>> = {
  Markdown: (page) => unescapeMarkdown(renderMarkdown(page)),
  HTML: (page) => readHtml(renderHtml(page)).text,
  PDF: (page) => textOfDefinition(pdfDocument(page, 'A4').content),
  text: (page) => renderText(page, wide),
};

const cases = Object.keys(pages).flatMap((name) =>
  Object.keys(formats).map((format) => [name, format] as const),
);

function read(name: string, format: string): { page: Page; text: string } {
  const page = pages[name]?.();
  const render = formats[format];
  if (page === undefined || render === undefined) throw new Error(`no ${name} page or ${format} format`);
  return { page, text: render(page) };
}

describe.each(cases)('the %s page as %s', (name, format) => {
  it('says every sentence of the view', () => {
    const { page, text } = read(name, format);
    const said = bare(text);
    for (const sentence of stringsOfView(viewOf(page))) {
      expect(said).toContain(bare(format === 'PDF' ? pdfText(sentence) : sentence));
    }
  });

  it('states no number that is not in the page', () => {
    const { page, text } = read(name, format);
    const known = numbersOfPage(page);
    const stray = numbersIn(stripReferenceMarks(text)).filter((number) => !known.has(number));
    expect(stray).toEqual([]);
  });
});

/** Marks the format itself adds: reference numbers, list numbers, addresses. */
function stripReferenceMarks(text: string): string {
  return text.replace(/https?:\/\/\S+|doi\.org\/\S+/g, ' ');
}

function numbersIn(text: string): string[] {
  return text.match(/\d+(?:\.\d+)?/g) ?? [];
}

/** Every number of the page at every precision it may be shown in, its days and clock times, and plain counts of its parts. */
function subsets(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>((all, count) => all.concat(all.map((some) => [...some, count])), [[]]);
}

function numbersOfPage(page: Page): Set<string> {
  const known = new Set<string>();
  const add = (text: string) => {
    for (const number of numbersIn(text)) known.add(number).add(String(Number(number)));
  };
  const walk = (value: unknown): void => {
    if (typeof value === 'string') add(value);
    else if (typeof value === 'number') {
      for (const decimals of [0, 1, 2]) add(value.toFixed(decimals));
      add(formatClock(value));
    } else if (value !== null && typeof value === 'object') {
      if (Array.isArray(value)) add(String(value.length));
      for (const inner of Object.values(value)) walk(inner);
    }
  };
  walk(page);
  for (const line of methodLines) add(line);
  for (const slug of metricSlugs) add(definitionOf(slug) ?? '');
  // Two weeks of scores; the nights of each gap, and of the gaps of one reason; half of an onset's range; doses to be taken.
  add('14');
  const nights = page.coverage.missing.map(({ from, to }) => daysBetween(from as Day, to as Day) + 1);
  for (const some of subsets(nights)) add(String(some.reduce((sum, count) => sum + count, 0)));
  for (const finding of page.findings)
    if (finding.kind === 'shift')
      add(String(daysBetween(finding.onset as Day, finding.onsetRange[1] as Day)));
  for (const { doses } of page.record?.medicines ?? [])
    if (doses !== undefined) add(String(doses.taken + doses.missed + doses.late));
  for (let count = 1; count <= page.points.length; count++) known.add(String(count));
  for (const { values } of page.charts) add(String(values.filter((value) => value !== null).length));
  for (const list of [page.timeline, page.evidence, page.points, page.questions]) {
    list.forEach((_, index) => {
      known.add(String(index + 1));
    });
  }
  return known;
}

describe('renderText', () => {
  it.each([24, 40, 80, 120])('keeps every line within %i columns', (width) => {
    for (const make of Object.values(pages)) {
      const lines = renderText(make(), { width, colour: false }).split('\n');
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    }
  });

  it('colours only on request, and passes no terminal sequence on', () => {
    const hostile = pages.hostile?.();
    if (hostile === undefined) throw new Error('no hostile page');
    expect(renderText(hostile, wide)).not.toContain('\u001b');
    const coloured = renderText(hostile, { width: 80, colour: true });
    const sequences = coloured
      .split('\u001b')
      .slice(1)
      .map((part) => part.slice(0, part.indexOf('m') + 1));
    expect([...new Set(sequences)].sort()).toEqual(['[0m', '[1m', '[2m']);
    expect(coloured).not.toContain('\u202e');
  });
});

describe('renderMarkdown', () => {
  it('lets hostile text open no tag, link, cell or emphasis', () => {
    const hostile = pages.hostile?.();
    if (hostile === undefined) throw new Error('no hostile page');
    const markdown = renderMarkdown(hostile);
    expect(markdown).not.toMatch(/<(?!https:)/);
    expect(markdown).not.toMatch(/(?<!\\)\]\(/);
    expect(markdown).not.toMatch(/(?<!\\)`/);
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'));
    for (const row of rows) expect([4, 9]).toContain(row.match(/(?<!\\)\|/g)?.length);
    expect(markdown).toContain('- \\# heading - list');
    expect(markdown).toContain('- 1\\. not a list');
  });

  it('ends with one line break and has one title', () => {
    const markdown = renderMarkdown((pages.story ?? raise)());
    expect(markdown.endsWith('\n') && !markdown.endsWith('\n\n')).toBe(true);
    expect(markdown.match(/^# /gm)).toHaveLength(1);
    expect(squash(markdown)).toContain(
      '| Deep sleep, min | (82) | 47 | −35 | −2.3 | 5 Mar ±2 | 16 | established |',
    );
  });
});

function raise(): never {
  throw new Error('no such page');
}
