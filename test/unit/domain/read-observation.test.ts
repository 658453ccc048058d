import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readObservation } from '../../../src/domain/read-observation.ts';

const now = new Date('2026-06-11T08:00:00Z');
/** As the script of the guide sends it. */
const sound = {
  metric: {
    slug: 'oura-readiness',
    label: 'Oura readiness score',
    unit: 'score',
    aggregationHint: 'avg',
  },
  value: 82,
  occurredAt: '2026-06-10T00:00:00Z',
};
const withMetric = (change: object) => ({ ...sound, metric: { ...sound.metric, ...change } });

function fieldsOf(input: unknown): string[] {
  const read = readObservation(input, now);
  return 'faults' in read ? read.faults.map(({ field }) => field) : [];
}

describe('an observation as it is sent', () => {
  it('is taken as it is written', () => {
    expect(readObservation(sound, now)).toEqual({ observation: sound });
  });

  it.each([
    ['no hint', withMetric({ aggregationHint: undefined })],
    ['a hint of null', withMetric({ aggregationHint: null })],
    ['no unit to speak of', withMetric({ unit: '' })],
    ['a slug of 64', withMetric({ slug: 'a'.repeat(64) })],
    ['a label of 100 emoji', withMetric({ label: '🫖'.repeat(100) })],
    ['a family emoji', withMetric({ label: 'Time with 👨‍👩‍👧' })],
    ['the largest value', { ...sound, value: -1e9 }],
    ['an offset', { ...sound, occurredAt: '2026-06-10T07:30+05:45' }],
    ['nanoseconds', { ...sound, occurredAt: '2026-06-10T07:30:00.123456789Z' }],
    ['the last day of February', { ...sound, occurredAt: '2024-02-29T12:00:00Z' }],
    ['tomorrow', { ...sound, occurredAt: '2026-06-12T00:00:00Z' }],
  ])('may have %s', (_what, input) => expect(fieldsOf(input)).toEqual([]));

  it.each([
    ['nothing', null, ['']],
    ['a list', [], ['']],
    ['no fields', {}, ['metric', 'value', 'occurredAt']],
    ['a slug in capitals', withMetric({ slug: 'Readiness' }), ['metric.slug']],
    ['a slug with a line end', withMetric({ slug: 'readiness\n' }), ['metric.slug']],
    ['a slug of 65', withMetric({ slug: 'a'.repeat(65) }), ['metric.slug']],
    ['a slug that is a prefix', withMetric({ slug: 'custom:x' }), ['metric.slug']],
    ['an empty label', withMetric({ label: '  ' }), ['metric.label']],
    ['a label of two lines', withMetric({ label: 'a\nb' }), ['metric.label']],
    ['a label that reverses', withMetric({ label: 'a\u202eb' }), ['metric.label']],
    ['a label of 101', withMetric({ label: 'x'.repeat(101) }), ['metric.label']],
    ['a unit of 33', withMetric({ unit: 'x'.repeat(33) }), ['metric.unit']],
    ['a unit that is a number', withMetric({ unit: 1 }), ['metric.unit']],
    ['another hint', withMetric({ aggregationHint: 'median' }), ['metric.aggregationHint']],
    ['a value as text', { ...sound, value: '82' }, ['value']],
    ['a value too large', { ...sound, value: 1e9 + 1 }, ['value']],
    ['an infinite value', { ...sound, value: Number.POSITIVE_INFINITY }, ['value']],
    ['no value', { ...sound, value: Number.NaN }, ['value']],
    ['no zone', { ...sound, occurredAt: '2026-06-10T00:00:00' }, ['occurredAt']],
    ['a date alone', { ...sound, occurredAt: '2026-06-10' }, ['occurredAt']],
    ['30 February', { ...sound, occurredAt: '2026-02-30T00:00:00Z' }, ['occurredAt']],
    ['hour 24', { ...sound, occurredAt: '2026-06-10T24:00:00Z' }, ['occurredAt']],
    ['the last century', { ...sound, occurredAt: '1999-12-31T23:59:59Z' }, ['occurredAt']],
    ['the day after tomorrow', { ...sound, occurredAt: '2026-06-12T08:00:01Z' }, ['occurredAt']],
    [
      'three faults',
      { ...withMetric({ slug: '' }), value: null, occurredAt: 5 },
      ['metric.slug', 'value', 'occurredAt'],
    ],
  ])('may not have %s', (_what, input, fields) => expect(fieldsOf(input)).toEqual(fields));

  it('is refused without a word of it, whatever it is', () => {
    const mark = 'zyxo';
    const text = fc.string({ maxLength: 5 }).map((end) => `${mark}${end}`);
    const input = fc.record(
      {
        metric: fc.oneof(
          text,
          fc.record({ slug: text, label: fc.anything(), unit: text, aggregationHint: text }),
        ),
        value: text,
        occurredAt: text,
      },
      { requiredKeys: [] },
    );
    const property = fc.property(fc.oneof(input, fc.anything()), (given) => {
      const read = readObservation(given, now);
      expect(JSON.stringify('faults' in read ? read.faults : [])).not.toContain(mark);
    });
    fc.assert(property, { seed: 20_260_611, numRuns: 300 });
  });
});
