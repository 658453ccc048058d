import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeJobId, jobIdOf, scheduleIdOf, schedulerKeyOf } from '../../../src/queue/job-id.ts';

const job = { name: 'sync-person', queue: 'sources' } as const;

describe('job ids', () => {
  it('hold queue and name, and nothing that BullMQ refuses', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        const id = jobIdOf(job, key);
        expect(id).toMatch(/^sources\.sync-person\.[0-9a-f]{32}$/);
        expect(describeJobId(id)).toEqual(job);
      }),
    );
  });

  it('are the same for the same key only', () => {
    expect(jobIdOf(job, 'a:b')).toBe(jobIdOf(job, 'a:b'));
    expect(jobIdOf(job, 'a:b')).not.toBe(jobIdOf(job, 'a.b'));
    expect(jobIdOf({ ...job, name: 'sync-persona' }, 'b')).not.toBe(jobIdOf(job, 'ab'));
  });

  it('give a schedule id back, also out of one of its runs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (id) => {
        const key = schedulerKeyOf(job, id);
        expect(key).not.toContain(':');
        expect(scheduleIdOf(key)).toBe(id);
        expect(describeJobId(`repeat:${key}:1750000000000`)).toEqual(job);
      }),
    );
  });

  it('are refused when they are not ours', () => {
    for (const id of ['', '17', 'elsewhere.sync-person.ab', 'sources']) {
      expect(() => describeJobId(id)).toThrow('There is no job with this id.');
    }
    expect(() => jobIdOf({ ...job, name: 'Sync Person' }, 'key')).toThrow('A job name is written like');
  });
});
