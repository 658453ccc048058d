import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from '../../src/demo/oura-cloud/json-text.ts';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import type { RowSeries } from '../../src/demo/row-series.ts';
import { dayFromNumber, dayNumber, parseDay } from '../../src/shared/day.ts';

export interface HistoryOptions {
  readonly days: number;
  readonly seed: number;
  /** Documents or rows in a file; undefined: every collection is one file. */
  readonly pageSize: number | undefined;
}

export interface History {
  readonly files: number;
  readonly documents: number;
  readonly rows: number;
}

const LAST_DAY = parseDay('2026-03-20');
const CHARACTERS_AT_ONCE = 1_000_000;

/** All collections of one invented person as responses of the API: `{"data":[…],"next_token":null}`. */
export function writeHistory(folder: string, { days, seed, pageSize }: HistoryOptions): History {
  const { oura } = generateDemoPerson({ lastDay: LAST_DAY, days, seed });
  const history = { files: 0, documents: 0, rows: 0 };
  const write = (collection: string, items: Iterable<object>): number => {
    const pages = writeResponses((page) => join(folder, `${collection}-${page}.json`), items, pageSize);
    history.files += pages.files;
    return pages.items;
  };
  for (const [collection, documents] of Object.entries(oura.documents)) {
    history.documents += write(collection, documents);
  }
  for (const [collection, series] of Object.entries(oura.series)) {
    history.rows += write(collection, rowsOf(series));
  }
  writeFileSync(join(folder, 'personal_info.json'), writeJson(oura.personalInfo));
  return { ...history, files: history.files + 1, documents: history.documents + 1 };
}

function* rowsOf(series: RowSeries): Generator<object> {
  for (let day = dayNumber(series.firstDay); day <= dayNumber(series.lastDay); day++) {
    yield* series.rowsOf(dayFromNumber(day));
  }
}

function writeResponses(
  nameOf: (page: number) => string,
  items: Iterable<object>,
  pageSize = Number.POSITIVE_INFINITY,
): { files: number; items: number } {
  let files = 0;
  let response: Response | undefined;
  let count = 0;
  for (const item of items) {
    if (count % pageSize === 0) {
      response?.end();
      files += 1;
      response = beginResponse(nameOf(files));
    }
    response?.add(writeJson(item));
    count += 1;
  }
  response?.end();
  return { files, items: count };
}

interface Response {
  add(json: string): void;
  end(): void;
}

/** Written as it grows: ten years of heart rate are more than one wants in a string. */
function beginResponse(path: string): Response {
  const file = openSync(path, 'w');
  let pending = '{"data":[';
  let separator = '';
  return {
    add(json) {
      pending += separator + json;
      separator = ',';
      if (pending.length < CHARACTERS_AT_ONCE) return;
      writeSync(file, pending);
      pending = '';
    },
    end() {
      writeSync(file, `${pending}],"next_token":null}`);
      closeSync(file);
    },
  };
}
