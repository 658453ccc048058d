/** Fewer days after an event say too little to be compared with those before it. */
export const FEWEST_DAYS_AFTER_EVENT = 14;
/** Older events have been told; what lasts of them is the baseline now. */
export const OLDEST_EVENT_DAYS = 120;
