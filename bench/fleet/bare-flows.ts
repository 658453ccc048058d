import { randomUUID } from 'node:crypto';
import {
  type BackendFactory,
  createRedisBackend,
  FlowProducer,
  type IQueueBackend,
  type Processor,
  Worker,
} from 'bullmq';

export type Connect = BackendFactory<IQueueBackend, object>;

/** BullMQ and nothing else: flows of a round's shape whose jobs do nothing. */
export interface BareFlows extends AsyncDisposable {
  enqueue(rounds: number): Promise<void>;
  work(onRound: () => void): void;
}

const AGENTS = ['sleep', 'cardiology', 'medications'];
/** As many side by side as a worker of the program takes by itself. */
const CONCURRENCY = { sources: 4, analysis: 2, agents: 4, reports: 2 } as const;
type QueueName = keyof typeof CONCURRENCY;
const FLOWS_AT_ONCE = 10;

export function redisConnect(url: string): Connect {
  const { hostname, port } = new URL(url);
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
  return (name, options, use) => createRedisBackend(name, { ...options, connection }, use);
}

export function openBareFlows(connect: Connect, prefix?: string): BareFlows {
  const base = { connection: {}, ...(prefix === undefined ? {} : { prefix }) };
  const flows = new FlowProducer(base, connect);
  const workers: Worker<object, void, string, IQueueBackend, Record<string, never>, object>[] = [];
  const serve = (name: QueueName, processor: Processor<object, void, string, Record<string, never>>) => {
    workers.push(new Worker(name, processor, { ...base, concurrency: CONCURRENCY[name] }, connect));
  };
  const job = (name: string, queueName: QueueName, data: object, children: object[] = []) => ({
    name,
    queueName,
    data,
    opts: { jobId: `${name}-${randomUUID()}` },
    children: children as never[],
  });
  return {
    async enqueue(rounds) {
      for (let done = 0; done < rounds; done += FLOWS_AT_ONCE) {
        const some = Array.from({ length: Math.min(FLOWS_AT_ONCE, rounds - done) }, () => {
          const data = { personId: randomUUID(), roundId: randomUUID() };
          return flows.add(job('analyse', 'analysis', data, [job('sync', 'sources', data)]));
        });
        await Promise.all(some);
      }
    },
    work(onRound) {
      serve('sources', async () => undefined);
      serve('analysis', async ({ data }) => {
        const consults = AGENTS.map((agent) => job('consult', 'agents', { ...data, agent }));
        const coordinate = job('coordinate', 'reports', data, consults);
        await flows.add(job('publish', 'reports', data, [coordinate]));
      });
      serve('agents', async () => undefined);
      serve('reports', async ({ name }) => {
        if (name === 'publish') onRound();
      });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.close()));
      await flows.close();
    },
  };
}
