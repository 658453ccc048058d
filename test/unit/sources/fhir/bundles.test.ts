import { describe, expect, it } from 'vitest';
import { bundle, lines, loinc, observation, read, values } from './bundle.ts';

const report = (rest: object) => ({ resourceType: 'DiagnosticReport', status: 'final', ...rest });
const undated = (rest: object = {}) =>
  observation({ category: undefined, effectiveDateTime: undefined, ...rest });

describe('a bundle', () => {
  it('gives what its resources hold and counts what is left alone', () => {
    const file = read(
      bundle(
        { resourceType: 'Patient', id: 'p' },
        observation(),
        observation({ code: loinc('2276-4'), valueQuantity: { value: 58, unit: 'ng/mL' } }),
        { resourceType: 'Encounter' },
        observation({ effectiveDateTime: '2026' }),
      ),
    );
    expect(values(file)).toMatchObject([{ analyte: 'TSH' }, { analyte: 'Ferritin' }]);
    expect(file.leftAlone).toBe(2);
    expect(lines(file)).toHaveLength(1);
  });

  it('may hold bundles, and tells where in them something stands', () => {
    const file = read(bundle(bundle(observation(), observation({ effectiveDateTime: '2026' }))));
    expect(file.entries).toHaveLength(1);
    expect(lines(file)[0]).toMatch(/^entry 1, entry 2 \(Observation\) effectiveDateTime/);
  });

  it('takes a result that is told twice once', () => {
    expect(read(bundle(observation({ id: 'a' }), observation({ id: 'b' }))).entries).toHaveLength(1);
    const later = observation({ effectiveDateTime: '2026-01-08T18:00:00Z' });
    expect(read(bundle(observation(), later)).entries).toHaveLength(2);
  });

  it('of a history gives the newest version alone, withdrawn or not', () => {
    const version = (lastUpdated: string, rest: object) =>
      observation({ id: 'a', meta: { lastUpdated }, ...rest });
    const quantity = (value: number) => ({ valueQuantity: { value, unit: 'mIU/L' } });
    const corrected = read(
      bundle(
        version('2026-01-09T00:00:00Z', quantity(2)),
        version('2026-01-10T00:00:00+02:00', quantity(3)),
        version('2026-01-08T00:00:00Z', quantity(1)),
      ),
    );
    expect(values(corrected)).toMatchObject([{ value: 3 }]);
    const gone = read(
      bundle(
        version('2026-01-09T00:00:00Z', quantity(2)),
        version('2026-01-10T00:00:00Z', { status: 'entered-in-error' }),
      ),
    );
    expect(gone.entries).toEqual([]);
  });

  it('of several people is refused whole', () => {
    const of = (reference: string) => observation({ subject: { reference } });
    const file = read(bundle(of('Patient/1'), of('https://example.org/fhir/Patient/2')));
    expect(file.entries).toEqual([]);
    expect(lines(file)).toEqual(['file : holds the records of several people; import one person’s']);
    const one = {
      resourceType: 'Bundle',
      entry: [
        { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id: '1' } },
        { resource: of('urn:uuid:1') },
        { resource: of('Patient/1') },
        { resource: of('https://example.org/fhir/Patient/1/_history/2') },
      ],
    };
    expect(read(one).entries).toHaveLength(1);
  });
});

describe('a report', () => {
  it.each([
    ['its address', 'urn:uuid:0c3151bd', { fullUrl: 'urn:uuid:0c3151bd' }, {}],
    ['type and id', 'Observation/7', {}, { id: '7' }],
    ['a version', 'Observation/7/_history/3', {}, { id: '7' }],
    ['an address that no entry tells', 'https://example.org/fhir/Observation/7', {}, { id: '7' }],
  ])('gives its day to the results it lists by %s', (_what, reference, entry, rest) => {
    const file = read({
      resourceType: 'Bundle',
      entry: [
        { resource: report({ result: [{ reference }], effectiveDateTime: '2026-01-05' }) },
        { ...entry, resource: undated(rest) },
      ],
    });
    expect(values(file)).toMatchObject([{ day: '2026-01-05', analyte: 'TSH' }]);
    expect(file.leftAlone).toBe(0);
  });

  it('gives it to what it contains', () => {
    const contained = [undated({ id: 'a' }), undated({ id: 'b', effectiveDateTime: '2026-01-04' })];
    const result = [{ reference: '#a' }, { reference: '#b' }];
    const file = read(report({ contained, result, issued: '2026-01-06T12:00:00Z' }));
    expect(values(file)).toMatchObject([{ day: '2026-01-06' }, { day: '2026-01-04' }]);
  });

  it('that was withdrawn takes its results along, unless another lists them', () => {
    const withdrawn = report({ status: 'entered-in-error', result: [{ reference: 'Observation/7' }] });
    const standing = report({ result: [{ reference: 'Observation/7' }] });
    const result = observation({ id: '7' });
    expect(read(bundle(withdrawn, result))).toEqual({ entries: [], refusals: [], leftAlone: 2 });
    expect(read(bundle(withdrawn, standing, result)).entries).toHaveLength(1);
  });

  it('of another department holds no laboratory results', () => {
    const category = [{ coding: [{ code: 'RAD' }] }];
    const listed = (rest: object) =>
      read(bundle(report({ result: [{ reference: 'Observation/7' }], ...rest }), undated({ id: '7' })));
    expect(listed({ category, effectiveDateTime: '2026-01-05' }).entries).toEqual([]);
    const laboratory = [{ coding: [{ code: 'HM' }] }];
    expect(listed({ category: laboratory, effectiveDateTime: '2026-01-05' }).entries).toHaveLength(1);
  });

  it('and panels that point at each other end', () => {
    const circle = ['a', 'b'].map((id, index) =>
      undated({
        id,
        valueQuantity: undefined,
        hasMember: [{ reference: `Observation/${'ba'[index]}` }, { reference: `Observation/${id}` }],
      }),
    );
    expect(read(bundle(...circle))).toEqual({ entries: [], refusals: [], leftAlone: 2 });
  });
});
