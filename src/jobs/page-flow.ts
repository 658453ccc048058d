import { type FlowNode, flowNode } from '../queue/flow.ts';
import { coordinateRound } from './coordinate-round.ts';
import { publishReport } from './publish-report.ts';
import type { RoundPayload } from './round-payload.ts';

/** When everybody asked has spoken or failed for good: the coordinator, then the page. */
export function pageFlow(payload: RoundPayload, consults: readonly FlowNode[]): FlowNode {
  const coordinate = flowNode({
    job: coordinateRound,
    payload,
    children: consults,
    failParentOnFailure: true,
  });
  return flowNode({ job: publishReport, payload, children: [coordinate] });
}
