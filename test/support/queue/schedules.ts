import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handle } from '../../../src/queue/registry.ts';
import { collector, sampleJob, signalled } from './jobs.ts';
import type { Stage } from './stage.ts';

const job = sampleJob('nightly-round');
const everySecond = { pattern: '* * * * * *', timeZone: 'Europe/London' };

export function describeSchedules(stage: Stage): void {
  describe('schedules', () => {
    it('ticks, one job for each slot', async () => {
      const queue = await stage.open();
      const ids = collector<string>(2);
      await queue.events(({ jobId, state }) => state === 'completed' && ids.add(jobId));
      await queue.work([handle(job, async () => undefined)]);
      await queue.schedule('person:1', job, { run: 'nightly' }, everySecond);
      const [first = '', second = ''] = await ids.all;
      const slots = [first, second].map((id) => Number(id.split(':').at(-1)));
      expect(first).toMatch(/^repeat:analysis\.nightly-round\.person%3A1:\d+$/);
      expect((slots[0] ?? 0) % 1000).toBe(0);
      expect((slots[1] ?? 0) - (slots[0] ?? 0)).toBe(1000);
    });

    it('lists what is scheduled and takes it back', async () => {
      const queue = await stage.open();
      const daily = { pattern: '0 10 * * *', timeZone: 'America/New_York' };
      await queue.schedule('person:1', job, { run: 'nightly' }, daily);
      await queue.schedule('person:2', job, { run: 'nightly' }, daily);
      const [first] = await queue.listSchedules();
      expect(first).toMatchObject({ ...daily, name: 'nightly-round', payload: { run: 'nightly' } });
      const local = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: daily.timeZone });
      expect(local.format(first?.nextAt)).toBe('10:00');
      expect(await queue.unschedule('person:1')).toBe(true);
      expect(await queue.unschedule('person:1')).toBe(false);
      expect((await queue.listSchedules()).map(({ id }) => id)).toEqual(['person:2']);
      expect((await queue.counts()).analysis.delayed).toBe(1);
    });

    it('runs the slot that was missed, once, although the schedule is written again at start', async () => {
      const missed = await stage.open();
      await missed.schedule('person:1', job, { run: 'nightly' }, everySecond);
      const slot = (await missed.listSchedules())[0]?.nextAt?.getTime() ?? 0;
      await missed.close();
      await vi.waitUntil(() => Date.now() > slot + 1_000, { timeout: 5_000 });
      const queue = await stage.open();
      await queue.schedule('person:1', job, { run: 'nightly' }, everySecond);
      const ids = collector<string>(2);
      await queue.events(({ jobId, state }) => state === 'completed' && ids.add(jobId));
      await queue.work([handle(job, async () => undefined)]);
      const slots = (await ids.all).map((id) => Number(id.split(':').at(-1)));
      expect(slots[0]).toBe(slot);
      expect(slots[1]).toBeGreaterThan(slot + 1_000);
    });

    describe('at 10:00 by the clock on the wall', () => {
      beforeEach(() => {
        vi.useFakeTimers({ toFake: ['Date'] });
      });
      afterEach(() => {
        vi.useRealTimers();
      });
      const nextAfter = async (instant: string, timeZone: string) => {
        vi.setSystemTime(instant);
        const queue = await stage.open();
        await queue.schedule('person:1', job, { run: 'nightly' }, { pattern: '0 10 * * *', timeZone });
        const [next, ...others] = await queue.listSchedules();
        expect(others).toEqual([]);
        expect((await queue.counts()).analysis.delayed).toBe(1);
        await queue.close();
        return next?.nextAt?.toISOString();
      };

      it.each([
        // Clocks go forward in London on 29 March 2026 and back on 25 October, in New York on 8 March and 1 November.
        ['2026-03-28T10:30:00Z', 'Europe/London', '2026-03-29T09:00:00.000Z'],
        ['2026-10-24T09:30:00Z', 'Europe/London', '2026-10-25T10:00:00.000Z'],
        ['2026-03-07T15:30:00Z', 'America/New_York', '2026-03-08T14:00:00.000Z'],
        ['2026-10-31T14:30:00Z', 'America/New_York', '2026-11-01T15:00:00.000Z'],
        // Half an hour on Lord Howe Island; no change in Kathmandu, which is 5:45 ahead.
        ['2026-04-04T00:00:00Z', 'Australia/Lord_Howe', '2026-04-04T23:30:00.000Z'],
        ['2026-03-28T10:30:00Z', 'Asia/Kathmandu', '2026-03-29T04:15:00.000Z'],
      ])('after %s in %s comes %s', async (instant, timeZone, next) => {
        expect(await nextAfter(instant, timeZone)).toBe(next);
      });

      it('moves along with a person who moves, and leaves no tick of the old zone behind', async () => {
        expect(await nextAfter('2026-03-20T09:00:00Z', 'Europe/London')).toBe('2026-03-20T10:00:00.000Z');
        expect(await nextAfter('2026-03-20T09:05:00Z', 'America/New_York')).toBe('2026-03-20T14:00:00.000Z');
        // Eastward, past 10:00: this morning is over there.
        expect(await nextAfter('2026-03-20T09:10:00Z', 'Asia/Tokyo')).toBe('2026-03-21T01:00:00.000Z');
      });
    });

    it('makes one run of a slot, however many schedulers write it', async () => {
      const queues = await Promise.all(Array.from({ length: schedulers(stage) }, () => stage.open()));
      const daily = { pattern: '0 10 * * *', timeZone: 'Europe/London' };
      for (let turn = 0; turn < 3; turn++) {
        await Promise.all(queues.map((queue) => queue.schedule('person:1', job, { run: 'nightly' }, daily)));
      }
      expect((await queues[0]?.counts())?.analysis.delayed).toBe(1);
      expect(await queues[0]?.listSchedules()).toHaveLength(1);
    });

    it('follows a changed pattern', async () => {
      const queue = await stage.open();
      const ran = signalled();
      await queue.work([handle(job, async () => ran.reach())]);
      await queue.schedule('person:1', job, { run: 'nightly' }, { ...everySecond, pattern: '0 10 1 1 *' });
      await queue.schedule('person:1', job, { run: 'nightly' }, everySecond);
      await ran.reached;
      expect(await queue.listSchedules()).toHaveLength(1);
    });

    it('refuses a time zone that does not exist', async () => {
      const queue = await stage.open();
      const nowhere = { pattern: '0 10 * * *', timeZone: 'Europe/Nowhere' };
      await expect(queue.schedule('p', job, { run: 'nightly' }, nowhere)).rejects.toMatchObject({
        code: 'invalid-input',
      });
    });
  });
}

/** The embedded queue belongs to one process, and to one opening of it. */
function schedulers(stage: Stage): number {
  return stage.site().config.kind === 'embedded' ? 1 : 3;
}
