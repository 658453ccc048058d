import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getMetric, isPlausible } from '../../../../src/domain/metric.ts';
import { InputError } from '../../../../src/shared/errors.ts';
import { mapAppleHealth } from '../../../../src/sources/apple-health/map.ts';
import { type AppleHealthRead, readAppleHealth } from '../../../../src/sources/apple-health/read.ts';
import { exportOf, inPieces, phone, quantity, sleep, today, watch, workout } from './export-text.ts';

const settings = { seed: 20240305, numRuns: 150 };

const stamp = fc
  .tuple(fc.integer({ min: 0, max: 4 * 86_400 }), fc.constantFrom('+0100', '+0200', '-0830', '+1345'))
  .map(([seconds, offset]) => {
    const text = new Date(Date.UTC(2024, 2, 29) + seconds * 1000).toISOString();
    return `${text.slice(0, 19).replace('T', ' ')} ${offset}`;
  });
const later = (start: string, seconds: number) => {
  const moment = new Date(Date.parse(`${start.slice(0, 10)}T${start.slice(11, 19)}Z`) + seconds * 1000);
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} ${start.slice(20)}`;
};
const odd = fc.constantFrom(
  '',
  'NaN',
  '2024-02-30 10:00:00 +0100',
  '1970-01-01 00:00:00 +0000',
  '9'.repeat(40),
  '&',
);
const date = fc.oneof({ weight: 12, arbitrary: stamp }, { weight: 1, arbitrary: odd });
/** Mostly the right way round, and mostly within a few hours. */
const interval = fc.oneof(
  fc.tuple(date, date),
  stamp.chain((start) =>
    fc.integer({ min: 0, max: 5 * 3600 }).map((length) => [start, later(start, length)] as const),
  ),
);
const options = fc.record({
  source: fc.constantFrom(watch, phone, 'Schlaf–App 😴'),
  zone: fc.constantFrom(undefined, undefined, 'Asia/Tokyo', 'America/St_Johns', 'nowhere'),
  entered: fc.boolean(),
});
const types = [
  ['HeartRate', 'count/min', 60],
  ['HeartRateVariabilitySDNN', 'ms', 40],
  ['RespiratoryRate', 'count/min', 15],
  ['OxygenSaturation', '%', 0.96],
  ['StepCount', 'count', 100],
  ['ActiveEnergyBurned', 'kJ', 50],
  ['RestingHeartRate', 'count/min', 55],
  ['VO2Max', 'mL/min·kg', 40],
  ['BodyMass', 'lb', 160],
  ['BloodPressureSystolic', 'mmHg', 120],
  ['AppleSleepingWristTemperature', 'degF', 96],
  ['DietaryWater', 'mL', 100],
] as const;
const stages = [
  'InBed',
  'Asleep',
  'AsleepUnspecified',
  'Awake',
  'AsleepCore',
  'AsleepDeep',
  'AsleepREM',
  'Other',
];
const scale = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0.5, max: 1.5 }) },
  fc.double(),
  fc.constant(-1),
);

const element = fc.oneof(
  fc
    .tuple(fc.constantFrom(...types), date, date, scale, options)
    .map(([[type, unit, usual], start, end, factor, rest]) =>
      quantity(type, start, usual * factor, { unit, end, ...rest }),
    ),
  fc
    .tuple(fc.constantFrom(...stages), interval, options)
    .map(([stage, [start, end], rest]) => sleep(stage, start, end, rest)),
  interval.map(([start, end]) => workout(start, end)),
);
const exported = fc.array(element, { maxLength: 60 });

type Outcome = AppleHealthRead | string;

async function outcomeOf(text: string, cuts: readonly number[] = []): Promise<Outcome> {
  const bytes = new TextEncoder().encode(text);
  try {
    return await readAppleHealth('export.xml', inPieces(bytes, cuts), { today });
  } catch (error) {
    if (error instanceof InputError) return error.publicMessage;
    throw error;
  }
}

function expectSound(outcome: Outcome): void {
  if (typeof outcome === 'string') return;
  const days = outcome.documents.map(({ day }) => day as string);
  expect(days).toEqual([...new Set(days)].sort());
  for (const { body } of outcome.documents) {
    for (const { value, samples } of Object.values(
      body.metrics as Record<string, { value: number; samples: number }>,
    )) {
      expect(Number.isFinite(value)).toBe(true);
      expect(samples).toBeGreaterThan(0);
    }
  }
  for (const { metric, day, value } of mapAppleHealth(outcome.documents).values) {
    expect(isPlausible(getMetric(metric), value)).toBe(true);
    expect(day <= '2024-07-01').toBe(true);
  }
}

describe('reading', () => {
  it('does not depend on where the bytes are cut', async () => {
    const cut = fc
      .array(fc.nat(30_000), { maxLength: 40 })
      .map((cuts) => cuts.sort((left, right) => left - right));
    await fc.assert(
      fc.asyncProperty(exported, cut, async (elements, cuts) => {
        const text = exportOf(...elements);
        expect(await outcomeOf(text, cuts)).toEqual(await outcomeOf(text));
      }),
      settings,
    );
  });

  it('not even inside a character, an entity or a declaration', async () => {
    const text = exportOf(
      quantity('StepCount', '2024-03-05 08:00:00', 7, { unit: 'count', source: '“Ä😴” & Co\r\n\u000b' }),
      sleep('AsleepCore', '2024-03-04 23:00:00', '2024-03-05 07:00:00'),
    );
    const whole = await outcomeOf(text);
    const { length } = new TextEncoder().encode(text);
    for (let cut = 0; cut <= length; cut++) expect(await outcomeOf(text, [cut])).toEqual(whole);
    expect(
      await outcomeOf(
        text,
        Array.from({ length }, (_, index) => index),
      ),
    ).toEqual(whole);
  });

  it('does not depend on the order of the records', async () => {
    const shuffled = exported.chain((elements) =>
      fc.tuple(fc.constant(elements), fc.shuffledSubarray(elements, { minLength: elements.length })),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([elements, other]) => {
        const [left, right] = [await outcomeOf(exportOf(...elements)), await outcomeOf(exportOf(...other))];
        if (typeof left === 'string' || typeof right === 'string') expect(left).toBe(right);
        else expect(left.documents).toEqual(right.documents);
      }),
      settings,
    );
  });

  it('gives finite values and plausible days, cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(exported, fc.nat(30_000), async (elements, end) => {
        const text = exportOf(...elements);
        expectSound(await outcomeOf(text));
        expectSound(await outcomeOf(text.slice(0, end)));
      }),
      settings,
    );
  });

  it('fails on anything that looks like XML with an InputError alone, the same however it is cut', async () => {
    const tokens = fc.constantFrom(
      ...[
        '<',
        '>',
        '/>',
        '</',
        '"',
        "'",
        '=',
        ' ',
        '\n',
        '\r',
        '&',
        ';',
        '&amp;',
        '&#x0;',
        '&#55296;',
        '<!--',
        '-->',
      ],
      ...[
        '<![CDATA[',
        ']]>',
        '<?xml version="1.1"?>',
        '<?x',
        '?>',
        '<!DOCTYPE',
        '[',
        ']',
        '<!ENTITY',
        'HealthData',
      ],
      ...[
        '<HealthData>',
        '</HealthData>',
        '<Record type="HKQuantityTypeIdentifierStepCount"',
        'é😴',
        '\u0000',
        '\u000b',
      ],
      quantity('StepCount', '2024-03-05 08:00:00', 7, { unit: 'count' }),
      '<Correlation>',
    );
    const text = fc
      .tuple(fc.boolean(), fc.array(tokens, { maxLength: 30 }))
      .map(([isInside, parts]) => (isInside ? `<HealthData>${parts.join('')}` : parts.join('')));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(200), { maxLength: 5 }), async (written, cuts) => {
        const outcome = await outcomeOf(written);
        expectSound(outcome);
        expect(
          await outcomeOf(
            written,
            cuts.sort((left, right) => left - right),
          ),
        ).toEqual(outcome);
      }),
      { ...settings, numRuns: 600 },
    );
  });

  it('fails on any bytes with an InputError alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const reading = readAppleHealth('export.xml', inPieces(bytes), { today });
        await expect(reading).rejects.toBeInstanceOf(InputError);
      }),
      settings,
    );
  });
});
