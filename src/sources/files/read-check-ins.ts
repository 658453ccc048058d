import { answerNames, scoreNames, textNames } from '../../domain/check-in.ts';
import { type CheckInFields, fieldNames, type ReadCheckIns, readRecords } from './check-in-records.ts';
import { readNumber } from './read-number.ts';
import { plainName, readTable, type Table } from './table.ts';

type ColumnName = (typeof fieldNames)[number];

/** A header that names the day and at least one thing to say about it. */
export function isCheckInHeader(cells: readonly string[]): boolean {
  const names = cells.map(plainName);
  return names.includes('day') && answerNames.some((name) => names.includes(name));
}

export function readCheckIns(file: string, text: string): ReadCheckIns {
  const table = readTable(file, text, (cell) => fieldNames.find((known) => known === cell));
  const checkIns = readRecords('line', fieldsOf(table), (record, field, reason) =>
    table.refusals.push({ file, record, field, reason }),
  );
  return { checkIns, refusals: table.refusals };
}

function* fieldsOf(table: Table<ColumnName>): Iterable<{ number: number; fields: CheckInFields }> {
  for (const { line, cell } of table.rows()) {
    const scores = scoreNames.map((name) => [name, readNumber(cell(name), table.decimalComma)]);
    const texts = (['day', ...textNames] as const).map((name) => [name, cell(name) || undefined]);
    const reporter = cell('reporter').toLowerCase() || undefined;
    yield { number: line, fields: { ...Object.fromEntries([...scores, ...texts]), reporter } };
  }
}
