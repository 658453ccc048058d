import { describe, expect, it } from 'vitest';
import { decideRetry } from '../../../src/queue/retry.ts';
import { PermanentError, TransientError } from '../../../src/shared/errors.ts';

const policy = { attempts: 4, backoffMs: 1_000, maxAgeMs: 60_000 };
const transient = new TransientError('Oura does not answer.');
const least = () => 0;
const most = () => 0.999_999;

function pause(attempt: number, random: () => number, error: unknown = transient): number {
  const decision = decideRetry({ error, attempt, ageMs: 0 }, policy, random);
  return decision.again ? decision.delayMs : Number.NaN;
}

describe('decideRetry', () => {
  it('doubles the pause and spreads it over its upper half', () => {
    expect([1, 2, 3].map((attempt) => pause(attempt, least))).toEqual([1_000, 2_000, 4_000]);
    expect([1, 2, 3].map((attempt) => pause(attempt, most))).toEqual([500, 1_000, 2_000]);
  });

  it('never comes back before it was asked to', () => {
    expect(pause(1, most, new TransientError('Wait.', { retryAfterMs: 30_000 }))).toBe(30_000);
    expect(pause(3, least, new TransientError('Wait.', { retryAfterMs: 10 }))).toBe(4_000);
  });

  it('stops when the tries are used up', () => {
    expect(decideRetry({ error: transient, attempt: 4, ageMs: 0 }, policy, least)).toEqual({ again: false });
  });

  it('stops when the next try would be too late', () => {
    expect(decideRetry({ error: transient, attempt: 1, ageMs: 59_000 }, policy, least).again).toBe(true);
    expect(decideRetry({ error: transient, attempt: 1, ageMs: 59_001 }, policy, least).again).toBe(false);
  });

  it('does not repeat what cannot help', () => {
    const error = new PermanentError('The connection was withdrawn.');
    expect(decideRetry({ error, attempt: 1, ageMs: 0 }, policy, least)).toEqual({ again: false });
  });

  it('gives a bug one more try and no more, whatever it threw', () => {
    for (const error of [new TypeError('x is undefined'), 'a string', undefined]) {
      expect(decideRetry({ error, attempt: 1, ageMs: 0 }, policy, least).again).toBe(true);
      expect(decideRetry({ error, attempt: 2, ageMs: 0 }, policy, least).again).toBe(false);
    }
    const once = { ...policy, attempts: 1 };
    expect(decideRetry({ error: new Error(), attempt: 1, ageMs: 0 }, once, least).again).toBe(false);
  });
});
