import type { FlowJob } from 'bullmq';
import type { JobDefinition } from './job.ts';
import { type PreparedJob, prepareJob, removeFinished } from './producer.ts';
import type { BullQueues } from './queues.ts';

/** Made by `flowNode`, which checks that the payload belongs to the job; children may be jobs of any kind. */
export interface FlowNode {
  readonly job: PreparedJob;
  readonly children: readonly FlowNode[];
  readonly failParentOnFailure: boolean;
}

export interface FlowOptions {
  /** Run again what has ended; what still waits or runs stays. */
  readonly replaceFinished?: boolean;
  /** Of every job in it, as for a single job. */
  readonly priority?: number | undefined;
}

export interface FlowNodeInput<Name extends string, Payload> {
  readonly job: JobDefinition<Name, Payload>;
  readonly payload: Payload;
  readonly children?: readonly FlowNode[];
  /** Without it the parent runs when this job has failed for good: a round completes without one agent. */
  readonly failParentOnFailure?: boolean;
}

export function flowNode<Name extends string, Payload>(input: FlowNodeInput<Name, Payload>): FlowNode {
  return {
    job: prepareJob(input.job, input.payload),
    children: input.children ?? [],
    failParentOnFailure: input.failParentOnFailure ?? false,
  };
}

/** Children first; a job runs when all of its children are finished. Returns the id of the root. */
export async function addFlow(
  queues: BullQueues,
  root: FlowNode,
  { replaceFinished = false, priority }: FlowOptions = {},
): Promise<string> {
  if (replaceFinished) {
    for (const node of nodesOf(root)) await removeFinished(queues, node.job);
  }
  await queues.flows.add(toBullFlow(root, false, priority));
  return root.job.id;
}

function nodesOf(node: FlowNode): FlowNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

function toBullFlow(
  { job, children, failParentOnFailure }: FlowNode,
  isChild: boolean,
  priority: number | undefined,
): FlowJob {
  return {
    name: job.name,
    queueName: job.queue,
    data: job.data,
    opts: {
      ...job.options,
      jobId: job.id,
      ...(priority === undefined ? {} : { priority }),
      // "Ignore" still waits for the other children, where "continue" would start the parent at the first failure.
      ...(isChild && failParentOnFailure && { failParentOnFailure: true }),
      ...(isChild && !failParentOnFailure && { ignoreDependencyOnFailure: true }),
    },
    children: children.map((child) => toBullFlow(child, true, priority)),
  };
}
