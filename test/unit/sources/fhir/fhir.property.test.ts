import fc from 'fast-check';
import { expect, it } from 'vitest';
import { profileEntrySchemas } from '../../../../src/domain/profile.ts';
import type { ReadFhir } from '../../../../src/sources/fhir/read-fhir.ts';
import { bundle, loinc, observation, read } from './bundle.ts';

const options = { seed: 20_260_320, numRuns: 500 };

/** What every answer owes, whatever was read. */
function expectSound({ entries, refusals, leftAlone }: ReadFhir): void {
  for (const { kind, value } of entries) {
    expect(profileEntrySchemas[kind].safeParse(value).error).toBeUndefined();
    if (kind === 'lab') expect(Number.isFinite(value.value)).toBe(true);
  }
  for (const { reason, record } of refusals) expect(`${record} ${reason}`).not.toMatch(/[\n\r]/);
  expect(leftAlone).toBeGreaterThanOrEqual(0);
}

const types = fc.constantFrom(
  'Bundle',
  'Observation',
  'DiagnosticReport',
  'MedicationStatement',
  'MedicationRequest',
  'Condition',
  'AllergyIntolerance',
  'Patient',
  'Specimen',
);
const references = fc.constantFrom('#a', 'Observation/a', 'urn:a', 'Patient/a', '#', '', 'https://x/y', '/');
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('2026-01-08', '2026', '2026-01-08T10:00:00Z', 'laboratory', 'http://loinc.org', '3016-3'),
  fc.constantFrom(1e300, -0, 5, '<0.01', 'active', 'a', 'final', true),
  references,
);
const fields = fc.constantFrom(
  ...'id status code coding system display text value unit comparator reference result hasMember category subject'.split(
    ' ',
  ),
  ...'effectiveDateTime effectivePeriod start end issued valueQuantity valueString valueInteger component'.split(
    ' ',
  ),
  ...'referenceRange low high type specimen contained entry resource fullUrl meta lastUpdated dosage'.split(
    ' ',
  ),
  ...'medicationCodeableConcept medicationReference clinicalStatus reaction manifestation onsetDateTime'.split(
    ' ',
  ),
  '__proto__',
);
const { resource } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fields, tie('node'), { maxKeys: 6 }),
    tie('resource'),
  ),
  resource: fc
    .tuple(types, fc.dictionary(fields, tie('node'), { maxKeys: 8 }))
    .map(([resourceType, body]) => ({ ...body, resourceType })),
}));

it('reading never throws on any JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => expectSound(read(value))),
    options,
  );
});

it('reading never throws on what looks like FHIR', () => {
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 4 }), (resources) =>
      expectSound(read(bundle(...(resources as Record<string, unknown>[])))),
    ),
    options,
  );
});

it('reading never throws on a result with one part spoilt', () => {
  const spoilt = fc.dictionary(fields, fc.oneof(leaf, fc.array(leaf), fc.dictionary(fields, leaf)), {
    maxKeys: 3,
  });
  fc.assert(
    fc.property(spoilt, spoilt, (rest, quantity) => {
      const valueQuantity = { value: 2.1, unit: 'mIU/L', ...quantity };
      expectSound(read(bundle(observation({ valueQuantity, ...rest }))));
    }),
    options,
  );
});

it('gives back every result of a bundle with its own value and day', () => {
  const results = fc.uniqueArray(
    fc.record({
      value: fc.double({ min: 0.01, max: 500, noNaN: true }),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    { selector: ({ day }) => day, maxLength: 28 },
  );
  fc.assert(
    fc.property(results, (some) => {
      const file = read(
        bundle(
          ...some.map(({ value, day }) =>
            observation({
              code: loinc('2345-7'),
              effectiveDateTime: `2026-02-${String(day).padStart(2, '0')}`,
              valueQuantity: { value, unit: 'mg/dL' },
            }),
          ),
        ),
      );
      expect(file.entries.map(({ value }) => ('value' in value ? value.value : undefined))).toEqual(
        some.map(({ value }) => value),
      );
    }),
    options,
  );
});

it('ends on bundles in bundles and on contained resources a hundred thousand deep', () => {
  let bundles: Record<string, unknown> = observation();
  let contained: Record<string, unknown> = observation();
  for (let depth = 0; depth < 100_000; depth++) {
    bundles = bundle(bundles);
    contained = { resourceType: 'Observation', contained: [contained] };
  }
  expectSound(read(bundles));
  expectSound(read(contained));
});
