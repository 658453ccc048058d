import type { PageLab } from '../page-record.ts';
import type { Lab } from '../profile.ts';

const MOST = 12;

/** The newest result of each analyte in each of its units, newest first. */
export function labsOf(labs: readonly Lab[]): PageLab[] {
  const byAnalyte = new Map<string, Lab[]>();
  for (const lab of [...labs].sort(newestFirst)) {
    const key = JSON.stringify([lab.analyte.toLowerCase(), lab.unit]);
    const known = byAnalyte.get(key);
    if (known === undefined) byAnalyte.set(key, [lab]);
    else known.push(lab);
  }
  return [...byAnalyte.values()]
    .flatMap(([newest, ...older]) => (newest === undefined ? [] : [toPageLab(newest, older)]))
    .slice(0, MOST);
}

function toPageLab(lab: Lab, older: readonly Lab[]): PageLab {
  const range = rangeOf(lab);
  // Another result of the same day is no course of time.
  const previous = older.find(({ day, comparator }) => day < lab.day && comparator === undefined);
  return {
    ...lab,
    ...(range === undefined ? {} : { range }),
    ...(previous === undefined ? {} : { previous: { day: previous.day, value: previous.value } }),
  };
}

/** "<0.01" says something against a bound only on its own side of it. */
function rangeOf({ value, comparator, low, high }: Lab): PageLab['range'] {
  const isBelow = typeof low === 'number' && value < low;
  const isAbove = typeof high === 'number' && value > high;
  switch (comparator) {
    case undefined:
      if (isBelow) return 'low';
      if (isAbove) return 'high';
      return typeof low === 'number' || typeof high === 'number' ? 'within' : undefined;
    case '<':
      return typeof low === 'number' && value <= low ? 'low' : undefined;
    case '<=':
      return isBelow ? 'low' : undefined;
    case '>':
      return typeof high === 'number' && value >= high ? 'high' : undefined;
    case '>=':
      return isAbove ? 'high' : undefined;
  }
}

function newestFirst(left: Lab, right: Lab): number {
  const keys = [left, right].map(({ day, time }) => `${day} ${time ?? ''}`);
  return (
    (keys[1] as string).localeCompare(keys[0] as string) || left.analyte.localeCompare(right.analyte, 'en')
  );
}
