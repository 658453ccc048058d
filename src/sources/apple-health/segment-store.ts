import type { RecordSpan } from './record-span.ts';

/** Ten years of a watch that writes a hundred stages a night. */
const MOST_SEGMENTS = 500_000;

export interface Segment extends RecordSpan {
  readonly stage: number;
  readonly source: number;
}

/** Stretches of time with a label, in typed arrays that double as they fill. */
export class SegmentStore {
  private times = new Float64Array(2 * 1024);
  private offsets = new Int32Array(2 * 1024);
  private labels = new Uint8Array(2 * 1024);
  length = 0;

  /** False when there is no room left. */
  add({ start, end, startOffset, endOffset, stage, source }: Segment): boolean {
    if (this.length === MOST_SEGMENTS) return false;
    if (2 * this.length === this.times.length) this.grow();
    const at = 2 * this.length;
    this.times[at] = start;
    this.times[at + 1] = end;
    this.offsets[at] = startOffset;
    this.offsets[at + 1] = endOffset;
    this.labels[at] = stage;
    this.labels[at + 1] = source;
    this.length += 1;
    return true;
  }

  at(index: number): Segment {
    return {
      start: this.times[2 * index] as number,
      end: this.times[2 * index + 1] as number,
      startOffset: this.offsets[2 * index] as number,
      endOffset: this.offsets[2 * index + 1] as number,
      stage: this.labels[2 * index] as number,
      source: this.labels[2 * index + 1] as number,
    };
  }

  /** Indices by source, then start, end and label: the order of arrival is gone. */
  sorted(): Uint32Array {
    const { times, labels } = this;
    const by = (of: Float64Array | Uint8Array, left: number, right: number) =>
      (of[left] as number) - (of[right] as number);
    return Uint32Array.from({ length: this.length }, (_, index) => index).sort(
      (left, right) =>
        by(labels, 2 * left + 1, 2 * right + 1) ||
        by(times, 2 * left, 2 * right) ||
        by(times, 2 * left + 1, 2 * right + 1) ||
        by(labels, 2 * left, 2 * right),
    );
  }

  private grow(): void {
    const length = 2 * this.times.length;
    const [times, offsets, labels] = [this.times, this.offsets, this.labels];
    this.times = new Float64Array(length);
    this.times.set(times);
    this.offsets = new Int32Array(length);
    this.offsets.set(offsets);
    this.labels = new Uint8Array(length);
    this.labels.set(labels);
  }
}
