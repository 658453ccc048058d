import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/shared/csv.ts';

describe('a line of CSV', () => {
  it('quotes what needs it, and leaves numbers bare', () => {
    expect(csvLine(['2026-03-20', -0.4, 'a, "b"', ''])).toBe('2026-03-20,-0.4,"a, ""b""",\n');
  });

  it.each(['=cmd|x', '+1', '-1', '@SUM(1)', '\uff1d1', '\t=1'])('holds no formula: %j', (words) => {
    expect(csvLine([words])).toBe(`'${words}\n`);
  });
});
