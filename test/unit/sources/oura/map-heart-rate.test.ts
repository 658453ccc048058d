import { describe, expect, it } from 'vitest';
import { mapDocuments } from '../../../../src/sources/oura/map.ts';
import { raw } from './documents.ts';

interface Row {
  readonly timestamp: string;
  readonly bpm: number;
  readonly source: string;
}

/** A row every five minutes from one UTC instant up to another. */
function everyFive(from: string, to: string, bpm: number, source = 'awake'): Row[] {
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return Array.from({ length: (end - start) / 300_000 }, (_, index) => ({
    timestamp: new Date(start + index * 300_000).toISOString(),
    bpm,
    source,
  }));
}

const meansOf = (timezone: string, ...rows: Row[]): Record<string, number> => {
  const days = [...new Set(rows.map(({ timestamp }) => timestamp.slice(0, 10)))];
  const documents = days.map((day) =>
    raw('heartrate', day, { rows: rows.filter(({ timestamp }) => timestamp.startsWith(day)) }),
  );
  const { values, refusals } = mapDocuments(documents, timezone);
  expect(refusals).toEqual([]);
  return Object.fromEntries(values.map(({ day, value }) => [day, value]));
};

describe('the heart rate of a day', () => {
  it('belongs to the local day, whose UTC days are two', () => {
    // 10:00 to 16:00 in Auckland's winter (UTC+12) begins on the day before in UTC.
    const rows = everyFive('2026-06-30T22:00:00Z', '2026-07-01T04:00:00Z', 64);
    expect(meansOf('Pacific/Auckland', ...rows)).toEqual({ '2026-07-01': 64 });
    // In London it is 23:00 to 05:00: one hour is too little of the first day.
    expect(meansOf('Europe/London', ...rows)).toEqual({ '2026-07-01': 64 });
  });

  it('counts five minutes once, however often they were measured, and neither sleep nor exercise', () => {
    const busy = Array.from({ length: 200 }, (_, second) => ({
      timestamp: new Date(Date.parse('2026-07-01T11:55:00Z') + second * 1000).toISOString(),
      bpm: 104,
      source: 'awake',
    }));
    const rows = [
      ...everyFive('2026-07-01T08:00:00Z', '2026-07-01T11:15:00Z', 64),
      ...busy,
      ...everyFive('2026-07-01T12:00:00Z', '2026-07-01T14:00:00Z', 150, 'workout'),
      ...everyFive('2026-07-01T01:00:00Z', '2026-07-01T06:00:00Z', 48, 'sleep'),
    ];
    // 39 times 64 and once 104, of forty.
    expect(meansOf('UTC', ...rows)).toEqual({ '2026-07-01': 65 });
  });

  it('is not told from less than three hours, nor moved by a row that no heart beats', () => {
    expect(meansOf('UTC', ...everyFive('2026-07-01T08:00:00Z', '2026-07-01T10:55:00Z', 64))).toEqual({});
    const rows = everyFive('2026-07-01T08:00:00Z', '2026-07-01T11:00:00Z', 64);
    const absurd = [9000, 1e308, 0, -5].map((bpm, index) => ({
      timestamp: `2026-07-01T12:0${index}:00.000Z`,
      bpm,
      source: 'awake',
    }));
    expect(meansOf('UTC', ...rows, ...absurd)).toEqual({ '2026-07-01': 64 });
  });
});
