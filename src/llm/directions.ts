import type { Finding } from '../domain/finding.ts';
import { getMetricOrBare, type MetricMention } from './metric-names.ts';

type Direction = 'up' | 'down';

interface DirectionMention {
  readonly words: string;
  readonly index: number;
  readonly end: number;
  readonly direction: Direction | 'better' | 'worse' | 'flat';
}

const RISE =
  'rose|rises?|risen|rising|increas(?:e|es|ed|ing)|higher|climb(?:s|ed|ing)?|longer|grew|grown|gained|went up|gone up|going up|(?:is|was|are|were|been) up|up (?=by|from)|later|above';
const FALL =
  'fell|fallen|falls?|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|lower(?:ed)?|reduced|reduction|shr[au]nk|slipped|sank|dipped|dips?|shorter|fewer|went down|gone down|going down|(?:is|was|are|were|been) down|down (?=by|from|to)|earlier|below|under(?= \\d| about)';
const patterns: readonly (readonly [RegExp, DirectionMention['direction']])[] = [
  [new RegExp(`(?<!no )\\b(?:${RISE})\\b`, 'gi'), 'up'],
  [new RegExp(`\\b(?:${FALL})\\b(?! asleep)`, 'gi'), 'down'],
  [/\b(?:improv(?:e|es|ed|ing|ement)|better)\b/gi, 'better'],
  [/\b(?:worse|worsen(?:s|ed|ing)?|deteriorat(?:e|es|ed|ing|ion))\b/gi, 'worse'],
  [/\b(?:unchanged|has not changed|have not changed|stayed the same|stable)\b/gi, 'flat'],
  // Only right before a metric do these words speak of a direction.
  [/\b(?:high|more)(?=\s*$|\s{2,})/gi, 'up'],
  [/\b(?:low|less)(?=\s*$|\s{2,})/gi, 'down'],
];

/** Words for a direction, in a sentence whose metric names were blanked. */
export function readDirections(rest: string): DirectionMention[] {
  return patterns.flatMap(([pattern, direction]) =>
    [...rest.matchAll(pattern)]
      .filter((found) => !isTimeWord(found[0], found.index, rest))
      .map((found) => ({
        words: found[0].trim(),
        index: found.index,
        end: found.index + found[0].length,
        direction,
      })),
  );
}

/** "4 days earlier", "one day later", "the night before": a place in time, no direction of a value. */
function isTimeWord(word: string, index: number, sentence: string): boolean {
  if (!/^(?:earlier|later)$/i.test(word)) return false;
  return /(?:days?|nights?|mornings?|weeks?|months?|years?)\s$/i.test(sentence.slice(0, index));
}

/**
 * Which metric a direction word is about: the one right after it ("lower deep sleep", "a fall in deep sleep"),
 * else the last one before it ("deep sleep was lower"), else the first one after it.
 */
function subjectOf(
  mention: DirectionMention,
  metrics: readonly MetricMention[],
  rest: string,
): string | undefined {
  const next = metrics.find(({ index }) => index >= mention.end);
  const gap = next === undefined ? undefined : rest.slice(mention.end, next.index);
  if (gap !== undefined && /^\s+(?:(?:in|of|the|her|his|their|your|average|nightly)\s+)*$/.test(gap)) {
    return next?.slug;
  }
  return metrics.findLast(({ end }) => end <= mention.index)?.slug ?? next?.slug;
}

interface Known {
  /** Directions of changes: shift, drift, deviation, event effect, lab link. */
  readonly changes: Map<string, Set<Direction>>;
  /** Directions a rule fixes for its two ends. */
  readonly rules: Map<string, Set<Direction>>;
  readonly pairs: { cause: string; effect: string; sign: 1 | -1 }[];
}

function knownDirections(cited: readonly Finding[]): Known {
  const known: Known = { changes: new Map(), rules: new Map(), pairs: [] };
  for (const finding of cited) {
    if (finding.kind === 'link') {
      known.pairs.push({ cause: finding.cause, effect: finding.effect, sign: finding.r < 0 ? -1 : 1 });
    } else if (finding.kind === 'rule') {
      const cause: Direction = finding.comparator === '<' ? 'down' : 'up';
      note(known.rules, finding.cause, cause);
      note(known.rules, finding.effect, finding.effectDirection);
      const sign = cause === finding.effectDirection ? 1 : -1;
      known.pairs.push({ cause: finding.cause, effect: finding.effect, sign });
    } else if (finding.kind !== 'chain' && finding.kind !== 'discordance' && finding.direction !== null) {
      for (const metric of finding.metrics) note(known.changes, metric, finding.direction);
    }
  }
  return known;
}

function note(map: Map<string, Set<Direction>>, metric: string, direction: Direction): void {
  map.set(metric, (map.get(metric) ?? new Set()).add(direction));
}

/** Words whose direction does not follow from the cited findings. */
export function wrongDirections(
  rest: string,
  metrics: readonly MetricMention[],
  cited: readonly Finding[],
): string[] {
  const known = knownDirections(cited);
  const wrong: string[] = [];
  const assigned = new Map<string, { direction: Direction; words: string }>();
  for (const mention of readDirections(rest)) {
    const slug = subjectOf(mention, metrics, rest);
    const direction = resolve(mention, slug, cited);
    if (direction === undefined) {
      wrong.push(mention.words);
    } else if (slug === undefined) {
      if (!saysAnywhere(known, direction)) wrong.push(mention.words);
    } else if (known.changes.get(slug)?.has(direction)) {
      // A change says it; what links say does not matter then.
    } else if (!known.pairs.some((pair) => pair.cause === slug || pair.effect === slug)) {
      wrong.push(mention.words);
    } else if (assigned.has(slug) && assigned.get(slug)?.direction !== direction) {
      wrong.push(mention.words);
    } else {
      assigned.set(slug, { direction, words: mention.words });
    }
  }
  return [...wrong, ...wrongPairs(known, assigned)];
}

function resolve(
  mention: DirectionMention,
  slug: string | undefined,
  cited: readonly Finding[],
): Direction | undefined {
  if (mention.direction === 'flat') return undefined;
  if (mention.direction === 'up' || mention.direction === 'down') return mention.direction;
  const better = getMetricOrBare(slug ?? cited[0]?.metrics[0] ?? '').better;
  if (better === undefined) return undefined;
  return (mention.direction === 'better') === (better === 'up') ? 'up' : 'down';
}

function saysAnywhere(known: Known, direction: Direction): boolean {
  return (
    known.pairs.length > 0 || [...known.changes.values()].some((directions) => directions.has(direction))
  );
}

/** Two linked metrics may both be told from either side ("lower … lower", "higher … higher"), never crossed. */
function wrongPairs(
  known: Known,
  assigned: ReadonlyMap<string, { direction: Direction; words: string }>,
): string[] {
  const wrong: string[] = [];
  const settled = new Set<string>();
  for (const { cause, effect, sign } of known.pairs) {
    const left = assigned.get(cause);
    const right = assigned.get(effect);
    if (left === undefined || right === undefined) continue;
    settled.add(cause).add(effect);
    if ((left.direction === right.direction ? 1 : -1) !== sign) wrong.push(right.words);
  }
  for (const [slug, { direction, words }] of assigned) {
    const fixed = known.rules.get(slug);
    if (!settled.has(slug) && fixed !== undefined && !fixed.has(direction)) wrong.push(words);
  }
  return wrong;
}
