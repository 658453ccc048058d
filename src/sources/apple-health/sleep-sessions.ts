import type { RecordSpan } from './record-span.ts';
import type { Segment, SegmentStore } from './segment-store.ts';
import { IN_BED, measureStages, type StageSeconds } from './sleep-stages.ts';

/** One sleep of one source, the short times awake in it included. */
export interface SleepSession extends RecordSpan {
  readonly source: number;
  readonly stages: StageSeconds;
  /** Seconds in any stage of sleep, and in one that is named. */
  readonly asleep: number;
  readonly staged: number;
  readonly segments: number;
  /** From going to bed to getting up, where this source saw it. */
  readonly bed: RecordSpan | undefined;
}

const LONGEST_GAP = 3600;
const LONGEST_SLEEP = 86_400;

/** The sleeps of each source; `refuse` is told of each that lasts too long to be one. */
export function findSessions(store: SegmentStore, refuse: () => void): SleepSession[] {
  const sessions: SleepSession[] = [];
  for (const segments of joined(store)) {
    const asleep = segments.filter(({ stage }) => stage !== IN_BED);
    const session = toSession(asleep, asleep.length === segments.length ? undefined : merge(segments));
    if (session === undefined) continue;
    const { start, end } = session.bed ?? session;
    if (end - start > LONGEST_SLEEP) refuse();
    else sessions.push(session);
  }
  return sessions;
}

/** Segments of one source without a long gap between them. */
function* joined(store: SegmentStore): Generator<Segment[]> {
  let current: Segment[] = [];
  let end = 0;
  for (const index of store.sorted()) {
    const segment = store.at(index);
    const [first] = current;
    if (first !== undefined && (segment.source !== first.source || segment.start - end > LONGEST_GAP)) {
      yield current;
      current = [];
    }
    end = current.length === 0 ? segment.end : Math.max(end, segment.end);
    current.push(segment);
  }
  if (current.length > 0) yield current;
}

/** Undefined when nobody slept: time in bed alone is no sleep. */
function toSession(segments: readonly Segment[], bed: RecordSpan | undefined): SleepSession | undefined {
  const stages = measureStages(segments);
  const staged = stages.deep + stages.rem + stages.light;
  const asleep = staged + stages.asleep;
  const [first] = segments;
  if (first === undefined || asleep === 0) return undefined;
  return { ...merge(segments), source: first.source, stages, asleep, staged, segments: segments.length, bed };
}

/** From the start of the first to the end of the last. */
function merge(spans: readonly RecordSpan[]): RecordSpan {
  return spans.reduce((whole, span) => {
    const [first, last] = [span.start < whole.start ? span : whole, span.end > whole.end ? span : whole];
    return { start: first.start, startOffset: first.startOffset, end: last.end, endOffset: last.endOffset };
  });
}
