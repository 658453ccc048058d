import type { Page } from '../../domain/page.ts';
import type { PageLab } from '../../domain/page-record.ts';
import { plainText } from './plain-text.ts';
import { dayInTable } from './values.ts';
import type { TableBlock } from './view.ts';

const rangeWords = { low: 'below', within: 'within', high: 'above' } as const;
const comparators = { '<': '<', '<=': '\u2264', '>': '>', '>=': '\u2265' } as const;

/** Out of range is said in a word: nothing here is told by colour. */
export function labsTable({ record }: Pick<Page, 'record'>): TableBlock[] {
  const labs = record?.labs ?? [];
  if (labs.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: undefined,
      head: ['Result', 'Value', 'Unit', 'Lab\u2019s range', 'Against it', 'Before', 'Day'],
      rows: labs.map((lab) => [
        plainText(lab.analyte),
        resultOf(lab),
        plainText(lab.unit),
        givenRange(lab),
        lab.range === undefined ? '\u2013' : rangeWords[lab.range],
        lab.previous === undefined
          ? '\u2013'
          : `${numberOf(lab.previous.value)} (${dayInTable(lab.previous.day)})`,
        dayInTable(lab.day),
      ]),
      widths: [18.5, 7.5, 18, 13, 10, 19.5, 13.5],
      numeric: [1],
    },
  ];
}

function resultOf({ value, comparator }: PageLab): string {
  return `${comparator === undefined ? '' : comparators[comparator]}${numberOf(value)}`;
}

function givenRange({ low, high }: PageLab): string {
  if (typeof low === 'number' && typeof high === 'number') return `${numberOf(low)} to ${numberOf(high)}`;
  if (typeof low === 'number') return `from ${numberOf(low)}`;
  return typeof high === 'number' ? `up to ${numberOf(high)}` : 'not given';
}

/** As the laboratory wrote it: rounding a result is not this page's to do. */
function numberOf(value: number): string {
  return String(value).replace('-', '\u2212');
}
