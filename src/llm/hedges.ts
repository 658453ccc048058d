/** How a number is hedged: "about 80", "nearly 80" (a little less), "just over 80" (a little more). */
export type Hedge = 'about' | 'under' | 'over';

const LEADS: readonly (readonly [RegExp, Hedge])[] = [
  [
    /\b(?:nearly|almost|not quite|close on|(?:just |a (?:little|bit) |slightly |well )?(?:under|below|short of|less than|fewer than)|up to|at most|no more than|not more than)\s+(?:an? )?$/i,
    'under',
  ],
  [
    /\b(?:(?:just |a (?:little|bit) |slightly |well )?(?:over|above|more than)|at least|upwards of|no less than|in excess of|a good)\s+(?:an? )?$/i,
    'over',
  ],
  [
    /(?:\b(?:about|around|roughly|some|approximately|approx\.?|circa|close to|in the region of|something like)\s+(?:an? )?|[~≈]\s*)$/i,
    'about',
  ],
];

export function hedgeOf(lead: string, tail: string): Hedge | undefined {
  return (
    LEADS.find(([pattern]) => pattern.test(lead))?.[1] ?? (/^\s+or so\b/i.test(tail) ? 'about' : undefined)
  );
}
