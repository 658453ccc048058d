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

/**
 * The sleeps, source by source and each by its start. Made anew each time they are gone through: a hostile file holds
 * more of them than fit into the memory.
 */
export function sleepSessions(store: SegmentStore): Iterable<SleepSession> {
  const order = store.sorted();
  return {
    *[Symbol.iterator]() {
      for (const segments of joined(store, order)) {
        const asleep = segments.filter(({ stage }) => stage !== IN_BED);
        const session = toSession(asleep, asleep.length === segments.length ? undefined : merge(segments));
        if (session !== undefined) yield session;
      }
    },
  };
}

/** Whether it is short enough to be one sleep, and not a day or more of records side by side. */
export function isOneSleep(session: SleepSession): boolean {
  const { start, end } = session.bed ?? session;
  return end - start <= LONGEST_SLEEP;
}

/** Segments of one source without a long gap between them. */
function* joined(store: SegmentStore, order: Uint32Array): Generator<Segment[]> {
  let current: Segment[] = [];
  let end = 0;
  for (const index of order) {
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
