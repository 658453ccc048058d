import { describe, expect, it, vi } from 'vitest';
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
