import { UnrecoverableError } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { pauseAfter, storableFailure } from '../../../src/queue/failure.ts';
import { publicReason } from '../../../src/queue/public-reason.ts';
import { TransientError } from '../../../src/shared/errors.ts';

describe('storableFailure', () => {
  it('keeps our line and the name of the class', () => {
    const failure = storableFailure(new TransientError('Oura does not answer.'), {
      again: true,
      delayMs: 70,
    });
    expect(failure.message).toBe('Oura does not answer.');
    expect(failure.stack).toBe('TransientError: Oura does not answer.');
    expect(pauseAfter(1, 'decided', failure)).toBe(70);
  });

  it('keeps nothing of a foreign error', () => {
    const foreign = new TypeError('cannot read "Levothyroxine 50"');
    const failure = storableFailure(foreign, { again: false });
    expect(failure).toBeInstanceOf(UnrecoverableError);
    expect(`${failure.message} ${failure.stack}`).not.toContain('Levothyroxine');
    expect(failure.cause).toBeUndefined();
    expect(failure.stack).toBe('TypeError: An unexpected error stopped this step.');
  });

  it('takes a name that is no class name for a carrier of data', () => {
    foreignNames().forEach((error) => {
      expect(storableFailure(error, { again: false }).stack).toMatch(
        /^(Error|string|undefined): An unexpected/,
      );
    });
  });

  it('lets an unknown error stop', () => {
    expect(pauseAfter(1, 'decided', new Error('unknown'))).toBe(-1);
  });
});

describe('publicReason', () => {
  it('puts BullMQ’s own reasons into plain words', () => {
    expect(publicReason('child {rounds}:agents:agents.consult-agent.ab failed')).toBe(
      'A step that this job depends on failed.',
    );
    expect(publicReason('job stalled more than allowable limit')).toContain('stopped too often');
    expect(publicReason('')).toBe('The job failed.');
    expect(publicReason('The model refused.')).toBe('The model refused.');
  });
});

function foreignNames(): unknown[] {
  const named = new Error('x');
  named.name = 'Levothyroxine 50 mg';
  return [named, 'Levothyroxine', undefined];
}
