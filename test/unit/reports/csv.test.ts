import { describe, expect, it } from 'vitest';
import type { Dossier } from '../../../src/domain/dossier.ts';
import { renderDailyCsv, renderFindingsCsv } from '../../../src/reports/csv.ts';
import {
  dossiers,
  emptyDossier,
  everyKindDossier,
  hostileDossier,
  storyDossier,
} from '../../fixtures/pages/dossier.ts';

/** A reader of RFC 4180 of its own: a row a line, cells by name, and whether a cell stood in quotes. */
function parse(csv: string): Record<string, string>[] {
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv.endsWith('\r\n')).toBe(true);
  const lines = csv.slice(1, -2).split('\r\n');
  const rows = lines.map((line) => {
    const cells: string[] = [];
    const rest = line.replace(
      /(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g,
      (_, quoted?: string, plain = '') => {
        cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
        return '';
      },
    );
    expect(rest).toBe('');
    return cells;
  });
  const [header = [], ...body] = rows;
  for (const row of body) expect(row).toHaveLength(header.length);
  return body.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ''])));
}

const NUMBER = /^-?\d+(\.\d+)?(e[+-]\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const formula = /^[=+\-@]/;

const days = ['from', 'to', 'onset', 'onset_from', 'onset_to', 'event_day', 'lab_day'];
const texts =
  'id kind grade told metrics direction unit cause comparator threshold_unit effect slope_unit path event_kind analyte urgency seen events limits summary'.split(
    ' ',
  );

describe.each(Object.entries(dossiers))('tables of %s', (_, make) => {
  it('have one type in each column of the days', () => {
    for (const row of parse(renderDailyCsv(make()))) {
      expect(row.day).toMatch(DAY);
      expect(row.value).toMatch(NUMBER);
      for (const cell of [row.metric, row.label, row.unit, row.source]) expect(cell).not.toMatch(formula);
    }
  });

  it('have one type in each column of the findings', () => {
    for (const row of parse(renderFindingsCsv(make()))) {
      for (const [name, cell] of Object.entries(row)) {
        if (texts.includes(name)) expect(cell).not.toMatch(formula);
        else if (cell !== '') expect(cell).toMatch(days.includes(name) ? DAY : NUMBER);
      }
    }
  });
});

describe('the table of days', () => {
  it('has a row for each day and metric with a value, in order, with no row for a gap', () => {
    const rows = parse(renderDailyCsv(storyDossier()));
    const of = (metric: string) => rows.filter((row) => row.metric === metric);
    expect(
      of('temperatureDeviation').map(({ day, value, unit, source }) => [day, value, unit, source]),
    ).toEqual([
      ['2025-12-21', '0.12', '°C', 'ring'],
      ['2025-12-22', '-0.34', '°C', 'ring'],
      ['2025-12-24', '0.05', '°C', 'ring'],
    ]);
    expect(of('bodyMass')).toEqual([
      {
        day: '2025-12-21',
        metric: 'bodyMass',
        label: 'body weight',
        value: '71.4',
        unit: 'kg',
        source: 'apple-health',
      },
    ]);
    expect(of('custom:caffeine')[0]).toMatchObject({
      label: 'Coffee, cups',
      value: '2',
      source: 'own series',
    });
    // 90 days less the six gaps of the ring.
    expect(of('deepSleep')).toHaveLength(84);
    expect(rows.map(({ day }) => day)).toEqual(rows.map(({ day }) => day).sort());
  });

  it('has the answers of mornings with whose they are, and none of their words', () => {
    const csv = renderDailyCsv(storyDossier());
    const answers = parse(csv).filter(({ metric }) => ['mood', 'energy', 'pain'].includes(metric ?? ''));
    expect(answers.map(({ day, metric, value, source }) => [day, metric, value, source])).toEqual([
      ['2026-03-18', 'mood', '4', 'self'],
      ['2026-03-18', 'energy', '3', 'caregiver'],
      ['2026-03-19', 'pain', '2', 'caregiver'],
    ]);
    expect(csv).not.toMatch(/dizzy|slept late/);
  });

  it('is its header alone where there is nothing', () => {
    expect(renderDailyCsv(emptyDossier())).toBe('\ufeffday,metric,label,value,unit,source\r\n');
  });

  it('makes words of what a spreadsheet would calculate, and leaves numbers alone', () => {
    const [first] = parse(renderDailyCsv(hostileDossier()));
    expect(first?.label?.startsWith("'=1+1 <script>")).toBe(true);
    expect(first).toMatchObject({ unit: `'+@"km`, value: '-1.5' });
  });
});

describe('the table of findings', () => {
  const rowsOf = (dossier: Dossier) => parse(renderFindingsCsv(dossier));
  const filled = (row: Record<string, string> | undefined) =>
    Object.fromEntries(Object.entries(row ?? {}).filter(([, cell]) => cell !== ''));

  it('has every number of a finding as it is, and is empty where nothing applies', () => {
    const rows = rowsOf(everyKindDossier());
    expect(filled(rows.find(({ id }) => id === 'shift-deepSleep'))).toEqual({
      id: 'shift-deepSleep',
      kind: 'shift',
      grade: 'established',
      told: 'true',
      metrics: 'deepSleep',
      direction: 'down',
      from: '2025-12-21',
      to: '2026-03-20',
      onset: '2026-03-05',
      onset_from: '2026-03-03',
      onset_to: '2026-03-07',
      before: '82.3',
      before_n: '66',
      now: '47.1',
      now_n: '16',
      difference: '-35.2',
      difference_low: '-41',
      difference_high: '-29',
      difference_sd: '-2.3',
      unit: 'min',
      n: '84',
      p: '0.0004',
      q: '0.01',
      events: '2026-03-03 medication-dose (2 days before)',
      limits: 'A consumer ring estimates sleep stages less well than a laboratory does',
      summary: 'Deep sleep fell from 82 to 47 minutes on 5 March.',
    });
    expect(filled(rows.find(({ kind }) => kind === 'rule'))).toMatchObject({
      cause: 'sleepEfficiency',
      comparator: '<',
      threshold: '78',
      threshold_unit: '%',
      effect: 'fatigue',
      difference: '2.1',
      unit: 'of 10',
      lag_days: '0',
      hits: '20',
      total: '23',
      rate: '0.87',
      base_rate: '0.3',
    });
    expect(filled(rows.find(({ kind }) => kind === 'link'))).toMatchObject({
      r: '-0.41',
      r_low: '-0.58',
      r_high: '-0.2',
      slope: '-6.5',
      slope_unit: 'min per cups',
      lag_days: '1',
    });
    expect(filled(rows.find(({ kind }) => kind === 'drift'))).toMatchObject({
      difference: '-6',
      per_week: '-1.5',
    });
    expect(filled(rows.find(({ kind }) => kind === 'event-effect'))).toMatchObject({
      event_day: '2026-03-03',
      event_kind: 'medication-dose',
      before: '42.5',
      now: '36.25',
      difference: '-6.25',
    });
    expect(filled(rows.find(({ kind }) => kind === 'chain')).path).toBe(
      'sleepEfficiency > hrv > fatigue > steps > sleepEfficiency',
    );
  });

  it('says of each whether the page tells it', () => {
    const rows = rowsOf((dossiers.insufficient as () => Dossier)());
    expect(rows.filter(({ told }) => told === 'true').map(({ kind }) => kind)).toEqual(['red-flag']);
  });
});
