import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/shared/clock.ts';
import { runAt } from '../../support/cli-in-process.ts';

const schemaOf = async (name: string) => {
  const { code, stdout } = await runAt({ home: '/nowhere', clock: systemClock }, ['schema', name]);
  return { code, schema: JSON.parse(stdout) };
};

describe('rounds schema', () => {
  it.each([
    ['findings', 'schema'],
    ['page', 'points'],
    ['dossier', 'series'],
  ])('prints the JSON Schema of %s without opening any data', async (name, field) => {
    const { code, schema } = await schemaOf(name);
    expect(code).toBe(0);
    expect(schema.required).toContain(field);
    expect(schema.additionalProperties).toBe(false);
  });

  it('says of the fields of a dossier what they are', async () => {
    const { schema } = await schemaOf('dossier');
    const { series, profile, checkIns, page } = schema.properties;
    for (const field of [series, profile, checkIns, page, page.properties.findings])
      expect(field.description).toMatch(/\w/);
  });
});
