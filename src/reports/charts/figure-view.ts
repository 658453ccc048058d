import type { Day } from '../../shared/day.ts';
import type { ChartView } from './chart-view.ts';

/** Strips over one another on one axis of days, and below them what happened on those days. */
export interface FigureView {
  readonly id: string;
  readonly start: Day;
  readonly days: number;
  readonly strips: readonly ChartView[];
  readonly lanes: readonly Lane[];
  /** All that the figure shows, in words: the text alternative, and the figure itself where nothing can be drawn. */
  readonly caption: string;
}

/** A row below the strips: a medicine with its doses as bars, or events as marks. */
export interface Lane {
  readonly label: string;
  readonly bars: readonly LaneBar[];
  readonly marks: readonly LaneMark[];
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
