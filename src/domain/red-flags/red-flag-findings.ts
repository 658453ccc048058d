import { stableId } from '../../shared/ids.ts';
import type { FindingOf } from '../finding.ts';
import type { RaisedFlag } from './raised-flag.ts';

export function redFlagFindings(raised: readonly RaisedFlag[]): FindingOf<'red-flag'>[] {
  return raised.map(({ rule, urgency, day, message, seen }) => ({
    kind: 'red-flag',
    id: stableId('red-flag', [rule, day]),
    metrics: [],
    direction: null,
    from: day,
    to: day,
    n: 1,
    p: null,
    q: null,
    grade: 'established',
    summary: message,
    agents: [],
    events: [],
    limits: [],
    rule,
    urgency,
    seen,
  }));
}
