import type { Day } from '../../shared/day.ts';
import type { ChartView } from './chart-view.ts';

/** Strips over one another on one axis of days, and below them what happened on those days. */
export interface FigureView {
  readonly id: string;
  readonly start: Day;
  readonly days: number;
  readonly strips: readonly FigureStrip[];
  readonly lanes: readonly Lane[];
  /** Days after the start on which a medicine was begun, changed or stopped: drawn through all strips and lanes. */
  readonly changes: readonly number[];
  /** All that the figure shows, in words: the text alternative, and the figure itself where nothing can be drawn. */
  readonly caption: string;
}

export interface FigureStrip extends ChartView {
  /** "Resting heart rate" */
  readonly name: string;
  /** "usual 56–60 bpm" or "bpm, not enough data": what the band says, or why there is none. */
  readonly usual: string;
}

/** A row below the strips: a medicine with its doses as bars, or events as marks. */
export interface Lane {
  /** In full: it is shortened where it is drawn. */
  readonly label: string;
  readonly bars: readonly LaneBar[];
  readonly marks: readonly LaneMark[];
  /** Words in place of bars, of medicines that are summed up. */
  readonly note?: string;
}

export interface LaneBar {
  /** Days after the start of the figure, both ends included and cut to the window. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** Which of a lane's doses it is, from 0: told apart by fill pattern and label, not by colour. */
  readonly step: number;
  readonly beganBefore: boolean;
  readonly goesOn: boolean;
}

export interface LaneMark {
  readonly index: number;
  /** The number of the event in the timeline of the page. */
  readonly number: number;
}
