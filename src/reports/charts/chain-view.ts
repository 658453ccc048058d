/** A chain as boxes and arrows, every word and number of it from its findings. */
export interface ChainView {
  readonly id: string;
  readonly steps: readonly ChainStep[];
  /** From each step to the next; of a loop also from the last to the first. */
  readonly arrows: readonly ChainArrow[];
  readonly isLoop: boolean;
  /** The same in words: text alternative, and the chain itself where nothing can be drawn. */
  readonly caption: string;
}

export interface ChainStep {
  /** "Lower sleep efficiency" */
  readonly label: string;
}

export interface ChainArrow {
  /** "one day later" */
  readonly lag: string;
  /** "under 78 %: −5 ms or more on 30 of 35 days (86 %), else 12 %": only where a rule was found. */
  readonly share: string | undefined;
}
