import { join } from 'node:path';
import { loadKnowledge } from '../../../../knowledge/load-knowledge.ts';
import { packageRoot } from '../../../../src/shared/package-root.ts';
import { type ReadFhir, readFhir } from '../../../../src/sources/fhir/read-fhir.ts';

type Json = Record<string, unknown>;

export const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

export const read = (resource: Json): ReadFhir => readFhir('record.json', resource, knowledge);

export const bundle = (...resources: Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

export const loinc = (code: string, display?: string): Json => ({
  coding: [{ system: 'http://loinc.org', code, ...(display === undefined ? {} : { display }) }],
});

/** A final laboratory result of TSH on 8 January 2026, or whatever is put in its place. */
export const observation = (rest: Json = {}): Json => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: loinc('3016-3'),
  effectiveDateTime: '2026-01-08',
  valueQuantity: { value: 2.1, unit: 'mIU/L', system: 'http://unitsofmeasure.org', code: 'm[IU]/L' },
  ...rest,
});

export const values = ({ entries }: ReadFhir): unknown[] => entries.map(({ value }) => value);

/** `record field: reason`, one line a refusal. */
export const lines = ({ refusals }: ReadFhir): string[] =>
  refusals.map(({ record, field, reason }) => `${record} ${field}: ${reason}`);
