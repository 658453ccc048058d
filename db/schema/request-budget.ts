/** How many requests all workers together have sent in the current window, and whether they were asked to wait. */
export interface RequestBudgetTable {
  key: string;
  /** Milliseconds since 1970, as `paused_until`. */
  window_start: number;
  used: number;
  paused_until: number;
}
