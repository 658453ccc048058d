import { describe, expect, it, vi } from 'vitest';
import { flowNode } from '../../../src/queue/flow.ts';
import { handle } from '../../../src/queue/registry.ts';
import { PermanentError } from '../../../src/shared/errors.ts';
import { sampleJob, signalled } from './jobs.ts';
import type { Stage } from './stage.ts';

const round = sampleJob('coordinate-round', { queue: 'reports' });
const consult = sampleJob('consult-agent', { queue: 'agents' });

function roundOf(agents: readonly string[], failParentOnFailure = false) {
  const children = agents.map((run) => flowNode({ job: consult, payload: { run }, failParentOnFailure }));
  return flowNode({ job: round, payload: { run: 'tonight' }, children });
}

export function describeFlows(stage: Stage): void {
  describe('flows', () => {
    it('runs the parent when all children are done', async () => {
      const queue = await stage.open();
      const order: string[] = [];
      await queue.work([
        handle(consult, async ({ run }) => void order.push(run)),
        handle(round, async () => void order.push('round')),
      ]);
      const id = await queue.enqueueFlow(roundOf(['sleep', 'heart', 'mood']));
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(order.slice(0, 3).sort()).toEqual(['heart', 'mood', 'sleep']);
      expect(order[3]).toBe('round');
    });

    it('completes the round without an agent that failed, once the others are done', async () => {
      const queue = await stage.open();
      const heartMayEnd = signalled();
      const order: string[] = [];
      await queue.work([
        handle(consult, async ({ run }) => {
          if (run === 'sleep') throw new PermanentError('The model refused.');
          await heartMayEnd.reached;
          order.push(run);
        }),
        handle(round, async () => void order.push('round')),
      ]);
      const id = await queue.enqueueFlow(roundOf(['sleep', 'heart']));
      await vi.waitUntil(async () => (await queue.listDead()).length === 1, { timeout: 10_000 });
      heartMayEnd.reach();
      expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
      expect(order).toEqual(['heart', 'round']);
      expect((await queue.counts()).agents).toMatchObject({ dead: 1, completed: 1 });
    });

    it('fails the parent where a child says so', async () => {
      const queue = await stage.open();
      let ran = false;
      await queue.work([
        handle(consult, async () => {
          throw new PermanentError('The model refused.');
        }),
        handle(round, async () => {
          ran = true;
        }),
      ]);
      const id = await queue.enqueueFlow(roundOf(['sleep'], true));
      expect(await queue.waitUntilFinished(id)).toEqual({
        state: 'failed',
        reason: 'A step that this job depends on failed.',
      });
      expect(ran).toBe(false);
    });

    it('takes the same flow twice for one, and runs it again when asked to', async () => {
      const queue = await stage.open();
      const order: string[] = [];
      const flow = roundOf(['sleep', 'heart']);
      const ids = [await queue.enqueueFlow(flow), await queue.enqueueFlow(flow)];
      expect(ids[0]).toBe(ids[1]);
      await queue.work([
        handle(consult, async ({ run }) => void order.push(run)),
        handle(round, async () => void order.push('round')),
      ]);
      await queue.waitUntilFinished(ids[0] ?? '');
      expect(order).toHaveLength(3);
      await queue.waitUntilFinished(await queue.enqueueFlow(flow, { replaceFinished: true }));
      expect(order).toHaveLength(6);
      expect(order[5]).toBe('round');
    });

    it('nests', async () => {
      const queue = await stage.open();
      const publish = sampleJob('publish-report', { queue: 'reports' });
      const order: string[] = [];
      await queue.work([
        handle(consult, async () => void order.push('consult')),
        handle(round, async () => void order.push('round')),
        handle(publish, async () => void order.push('publish')),
      ]);
      const root = flowNode({ job: publish, payload: { run: 'tonight' }, children: [roundOf(['sleep'])] });
      await queue.waitUntilFinished(await queue.enqueueFlow(root));
      expect(order).toEqual(['consult', 'round', 'publish']);
    });
  });
}
