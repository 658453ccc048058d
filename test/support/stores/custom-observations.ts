import { expect, it } from 'vitest';
import type { CustomObservation } from '../../../src/domain/custom-metric.ts';
import { listCustomMetrics, seriesOf } from '../../../src/jobs/custom-metrics.ts';
import {
  mapCustomObservations,
  recordCustomObservation,
  storeCustomObservations,
} from '../../../src/jobs/record-custom-observations.ts';
import { addDays, parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

export function observation(
  occurredAt: string,
  value: number,
  metric: Partial<CustomObservation['metric']> = {},
): CustomObservation {
  return {
    metric: { slug: 'coffee', label: 'Coffee', unit: 'cups', aggregationHint: 'sum', ...metric },
    value,
    occurredAt,
  };
}

export function describeCustomObservations(store: () => Store): void {
  const record = (given: CustomObservation, person = store().anna) =>
    recordCustomObservation(store(), person, given);
  const bulk = async (...given: CustomObservation[]) => {
    const stored = await storeCustomObservations(store(), store().anna, given);
    if (stored.touched !== undefined) await mapCustomObservations(store(), store().anna, stored.touched);
    return stored;
  };
  const valuesOf = async (person = store().anna) => {
    const series = await seriesOf(store(), person, parseDay('2026-01-01'), parseDay('2026-12-31'));
    return Object.fromEntries(
      [...series.values()].flatMap(({ metric, start, values }) =>
        [...values].flatMap((value, index) =>
          Number.isNaN(value) ? [] : [[`${metric}@${addDays(start, index)}`, value] as const],
        ),
      ),
    );
  };
  const revisions = async () =>
    (await store().db.selectFrom('raw_document').select('revision').execute()).length;

  it('join the daily series by their slug, with label and unit', async () => {
    expect(await record(observation('2026-03-18T08:00:00Z', 2))).toEqual({
      status: 'created',
      metric: { slug: 'coffee', label: 'Coffee', unit: 'cups', aggregationHint: 'sum' },
      value: 2,
      occurredAt: '2026-03-18T08:00:00.000Z',
      day: '2026-03-18',
    });
    await record(observation('2026-03-18T15:00:00+01:00', 1));
    await record(observation('2026-03-19T00:00:00Z', 4));
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-18': 3, 'custom:coffee@2026-03-19': 4 });
    const series = await seriesOf(store(), store().anna, parseDay('2026-03-18'), parseDay('2026-03-19'));
    expect(series.get('custom:coffee')?.custom).toEqual({
      slug: 'custom:coffee',
      label: 'Coffee',
      unit: 'cups',
      decimals: 1,
    });
  });

  it('are one for each slug and time: again is nothing new, another value takes its place', async () => {
    await record(observation('2026-03-18T08:00:00Z', 2));
    expect(await record(observation('2026-03-18T09:00:00+01:00', 2))).toMatchObject({ status: 'unchanged' });
    expect(await record(observation('2026-03-18T08:00:00Z', 5))).toMatchObject({
      status: 'updated',
      value: 5,
    });
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-18': 5 });
    // The definition, the observation, its revision.
    expect(await revisions()).toBe(3);
  });

  it('are kept once when the same ones arrive at the same time', async () => {
    const same = observation('2026-03-18T08:00:00Z', 2);
    const answers = await Promise.all([record(same), record(same), record(same), bulk(same), bulk(same)]);
    const statuses = answers.flatMap((answer) => ('status' in answer ? [answer.status] : []));
    expect(statuses.filter((status) => status === 'created').length).toBeLessThanOrEqual(1);
    expect(await revisions()).toBe(2);
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-18': 2 });
  });

  it('of two people are apart, by the day of each', async () => {
    // 20:30 of the evening before in New York, half past midnight in London.
    await record(observation('2026-03-18T00:30:00Z', 2));
    await record(observation('2026-03-18T00:30:00Z', 3), store().berta);
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-18': 2 });
    expect(await valuesOf(store().berta)).toEqual({ 'custom:coffee@2026-03-17': 3 });
    const rows = await store().db.selectFrom('raw_document').select(['collection', 'document_id']).execute();
    const collections = rows.map(({ collection }) => collection).filter((name) => name.startsWith('metric:'));
    expect(new Set(collections).size).toBe(2);
  });

  it('of a slug that the catalogue has stand beside it', async () => {
    const days = [parseDay('2026-03-18')];
    await store().series.write(store().anna, {
      days,
      metrics: ['hrv'],
      values: [{ metric: 'hrv', day: days[0] as (typeof days)[0], value: 44 }],
    });
    await record(observation('2026-03-18T00:00:00Z', 9, { slug: 'hrv', label: 'My HRV', unit: 'ms' }));
    expect(await valuesOf()).toEqual({ 'hrv@2026-03-18': 44, 'custom:hrv@2026-03-18': 9 });
  });

  it('are refused in another unit, without being kept', async () => {
    await record(observation('2026-03-18T08:00:00Z', 2));
    const before = await revisions();
    const refused = await record(observation('2026-03-19T08:00:00Z', 300, { unit: 'mL' }));
    expect(refused).toMatchObject({ field: 'metric.unit', conflict: true });
    expect(await revisions()).toBe(before);
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-18': 2 });
  });

  it('give every day another value when the hint becomes another', async () => {
    await bulk(
      observation('2026-03-01T08:00:00Z', 2),
      observation('2026-03-01T12:00:00Z', 4),
      observation('2026-03-18T08:00:00Z', 1),
    );
    const anew = { label: 'Espresso', aggregationHint: 'avg' } as const;
    expect(await record(observation('2026-03-18T12:00:00Z', 2, anew))).toMatchObject({
      status: 'created',
      metric: { label: 'Espresso', aggregationHint: 'avg' },
    });
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-01': 3, 'custom:coffee@2026-03-18': 1.5 });
    // Left out, the hint stays.
    await record(observation('2026-03-18T13:00:00Z', 3, { aggregationHint: undefined }));
    expect(await valuesOf()).toMatchObject({ 'custom:coffee@2026-03-18': 2 });
  });

  it('leave the day that they move away from', async () => {
    await record(observation('2026-03-18T23:30:00Z', 2));
    await store().people.updateTimezone(store().anna, 'Asia/Tokyo');
    const moved = await store().people.get('anna');
    // 8:30 of the next morning in Tokyo.
    expect(await record(observation('2026-03-18T23:30:00Z', 2), moved)).toMatchObject({ status: 'updated' });
    expect(await valuesOf()).toEqual({ 'custom:coffee@2026-03-19': 2 });
  });

  it('in bulk are kept where they are sound, and mapped again by being sent again', async () => {
    const given = [
      observation('2026-03-17T00:00:00Z', 1),
      observation('2026-03-18T00:00:00Z', 2),
      observation('2026-03-18T00:00:00Z', 300, { unit: 'mL' }),
      observation('2026-03-18T00:00:00Z', 7, { slug: 'tea', label: 'Tea' }),
    ];
    // The first time nobody maps them, as when the queue is away.
    const { accepted, refused, touched } = await storeCustomObservations(store(), store().anna, given);
    expect({ accepted, refused: refused.map(({ index }) => index) }).toEqual({ accepted: 3, refused: [2] });
    expect(touched).toMatchObject({ from: '2026-03-17', to: '2026-03-18' });
    expect(touched?.metrics).toHaveLength(2);
    expect(await valuesOf()).toEqual({});
    await bulk(...given);
    const expected = {
      'custom:coffee@2026-03-17': 1,
      'custom:coffee@2026-03-18': 2,
      'custom:tea@2026-03-18': 7,
    };
    expect(await valuesOf()).toEqual(expected);
    await bulk(...given);
    expect(await valuesOf()).toEqual(expected);
  });

  it('are listed by metric', async () => {
    expect(await listCustomMetrics(store(), store().anna)).toEqual([]);
    await bulk(
      observation('2026-03-17T00:00:00Z', 1, { slug: 'tea', label: 'Tea', aggregationHint: 'max' }),
      observation('2026-03-18T08:30:00+01:00', 2),
      observation('2026-03-17T08:30:00+01:00', 2),
    );
    await record(observation('2026-03-17T07:30:00Z', 3));
    expect(await listCustomMetrics(store(), store().anna)).toEqual([
      {
        slug: 'coffee',
        label: 'Coffee',
        unit: 'cups',
        aggregationHint: 'sum',
        observations: 2,
        lastOccurredAt: '2026-03-18T07:30:00.000Z',
      },
      {
        slug: 'tea',
        label: 'Tea',
        unit: 'cups',
        aggregationHint: 'max',
        observations: 1,
        lastOccurredAt: '2026-03-17T00:00:00.000Z',
      },
    ]);
  });

  it('are kept with their series or not at all', async () => {
    const write = async (): Promise<void> => {
      throw new Error('power cut');
    };
    const breaking: Pick<Store, 'together'> = {
      together: (person, work) =>
        store().together(person, (own) => {
          const broken = { ...own, series: { ...own.series, write } };
          return work({ ...broken, together: (_person, inner) => inner(broken) });
        }),
    };
    const given = observation('2026-03-18T08:00:00Z', 2);
    await expect(recordCustomObservation({ ...store(), ...breaking }, store().anna, given)).rejects.toThrow(
      'power cut',
    );
    expect(await revisions()).toBe(0);
  });
}
