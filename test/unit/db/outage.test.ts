import { describe, expect, it } from 'vitest';
import { isOutage } from '../../../db/dialects/outage.ts';

const withCode = (code: string) => Object.assign(new Error('words of the driver'), { code });

describe('an outage of the database', () => {
  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03', '08006', '53300'])('is %s', (code) => {
    expect(isOutage(withCode(code))).toBe(true);
  });

  it('is a name of which no address answers', () => {
    expect(isOutage(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('is "%s"', (words) => {
    expect(isOutage(new Error(words))).toBe(true);
  });

  it.each(['23505', '42P01', '22P02', '40001', '57014', '28P01', 'ENOENT'])('is not %s', (code) => {
    expect(isOutage(withCode(code))).toBe(false);
  });

  it('is not a mistake of the program', () => {
    expect(isOutage(new TypeError('timeout is not a function'))).toBe(false);
    expect(isOutage(undefined)).toBe(false);
  });
});
