import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTelemetry } from '../../src/open-telemetry.ts';
import { flowNode } from '../../src/queue/flow.ts';
import { openQueue } from '../../src/queue/open-queue.ts';
import { handle } from '../../src/queue/registry.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { InputError } from '../../src/shared/errors.ts';
import { sampleJob } from '../support/queue/jobs.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { attributeOf, startTraceCollector } from '../support/trace-collector.ts';

const round = sampleJob('coordinate-round', { queue: 'reports' });
const consult = sampleJob('consult-agent', { queue: 'agents' });
const mark = 'Levothyroxine-Canary';
let template = '';

beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

describe('traces', () => {
  it('tell the jobs of a flow as one trace, by their ids and without their content', async () => {
    await using collector = await startTraceCollector();
    const { config, remove } = await embeddedSite(template);
    const { telemetry, close } = await openTelemetry(collector.endpoint, '1.2.3');
    const queue = await openQueue(config, { logger: silentLogger, clock: systemClock, telemetry });
    let tries = 0;
    await queue.work([
      handle(consult, async () => {
        tries += 1;
        if (tries === 1) throw new Error(`cannot read ${mark}`);
        throw new InputError(`This names ${mark}.`);
      }),
      handle(round, async () => undefined),
    ]);
    const children = [flowNode({ job: consult, payload: { run: mark } })];
    const id = await queue.enqueueFlow(flowNode({ job: round, payload: { run: mark }, children }));
    expect(await queue.waitUntilFinished(id)).toEqual({ state: 'completed' });
    await queue.close();
    await close();
    await remove();

    const processed = collector.spans().filter(({ name }) => name.startsWith('process '));
    expect(processed.map((span) => attributeOf(span, 'bullmq.job.name')).sort()).toEqual([
      'consult-agent',
      'consult-agent',
      'coordinate-round',
    ]);
    expect(processed.map((span) => attributeOf(span, 'bullmq.job.id'))).toContain(id);
    expect(new Set(processed.map(({ traceId }) => traceId)).size).toBe(1);
    const [{ traceId } = { traceId: '' }] = processed;
    const handedOver = collector.spans().find(({ name }) => name.startsWith('addFlow'));
    expect(handedOver?.traceId).toBe(traceId);
    expect(collector.spans().filter(({ name }) => /^(close|.*Stalled)/.test(name))).toEqual([]);
    expect(collector.resources()).toContainEqual({ key: 'service.name', value: { stringValue: 'rounds' } });
    expect(collector.received()).not.toContain('Canary');
  });

  it('hold nothing up when nobody takes them', async () => {
    const { telemetry, close } = await openTelemetry('http://127.0.0.1:1', '1.2.3');
    telemetry.tracer.startSpan('alone').end();
    const before = performance.now();
    await close();
    expect(performance.now() - before).toBeLessThan(6_000);
  });
});
