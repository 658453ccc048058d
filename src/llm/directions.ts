import type { Finding, FindingOf } from '../domain/finding.ts';
import { type Direction, type DirectionMention, readDirections } from './direction-words.ts';
import { getMetricOrBare } from './metric-names.ts';
import { isToldAsRule, toldAs } from './patterns-told.ts';
import type { Step } from './quantity.ts';
import { readRelations, wrongRelations } from './relations.ts';
import type { Told } from './told.ts';

/**
 * Which metric a direction word is about: the one right after it ("lower deep sleep", "a fall in deep sleep"),
 * else the last one before it ("deep sleep was lower"), else what the sentence goes on about ("it was lower, while …"),
 * else the first one after it.
 */
function subjectOf(mention: DirectionMention, { metrics, rest, continued }: Told): string | undefined {
  const next = metrics.find(({ index }) => index >= mention.end);
  const gap = next === undefined ? undefined : rest.slice(mention.end, next.index);
  if (gap !== undefined && /^\s+(?:(?:in|of|the|her|his|their|your|average|nightly)\s+)*$/.test(gap)) {
    return next?.slug;
  }
  const [only, ...others] = continued;
  const goneOnAbout = others.length === 0 ? only : undefined;
  return metrics.findLast(({ end }) => end <= mention.index)?.slug ?? goneOnAbout ?? next?.slug;
}

/** Two metrics that a link or a rule joins; both may be told from either side, never crossed. */
interface Pair {
  readonly step: Step;
  readonly sign: 1 | -1;
  /** The side a rule is about: its counts hold for no other. */
  readonly side?: Direction;
}

type Assigned = Map<string, { readonly direction: Direction; readonly words: string }>;

interface Known {
  /** Directions of changes: shift, drift, deviation, event effect, lab link. */
  readonly changes: Map<string, Set<Direction>>;
  /** Directions a rule fixes for its two ends. */
  readonly rules: Map<string, Set<Direction>>;
  readonly pairs: Pair[];
}

function knownDirections(cited: readonly Finding[]): Known {
  const known: Known = { changes: new Map(), rules: new Map(), pairs: [] };
  const inChains = new Set(cited.flatMap((finding) => (finding.kind === 'chain' ? finding.links : [])));
  for (const finding of cited) {
    if (finding.kind === 'link' || finding.kind === 'rule') {
      const pair = pairOf(finding);
      known.pairs.push(pair);
      // A chain is told with the signs of its own links, whatever else joins the same two metrics.
      if (inChains.has(finding.id)) known.pairs.push({ ...pair, step: { ...pair.step, kind: 'chain' } });
    }
    if (finding.kind === 'rule') {
      note(known.rules, finding.cause, sideOf(finding));
      note(known.rules, finding.effect, finding.effectDirection);
    } else if (isOfOneDirection(finding) && finding.direction !== null) {
      for (const metric of finding.metrics) note(known.changes, metric, finding.direction);
    }
  }
  return known;
}

/** The direction of a laboratory link is that of the two together. */
function isOfOneDirection({ kind }: Finding): boolean {
  return kind !== 'link' && kind !== 'chain' && kind !== 'discordance' && kind !== 'lab-link';
}

function pairOf(finding: FindingOf<'link'> | FindingOf<'rule'>): Pair {
  const { kind, cause, effect } = finding;
  const step: Step = { kind, cause, effect };
  if (finding.kind === 'link') return { step, sign: finding.r < 0 ? -1 : 1 };
  const side = sideOf(finding);
  return { step, side, sign: side === finding.effectDirection ? 1 : -1 };
}

function sideOf({ comparator }: FindingOf<'rule'>): Direction {
  return comparator === '<' ? 'down' : 'up';
}

function note(map: Map<string, Set<Direction>>, metric: string, direction: Direction): void {
  map.set(metric, (map.get(metric) ?? new Set()).add(direction));
}

/** Words whose direction does not follow from the cited findings. */
export function wrongDirections(told: Told, cited: readonly Finding[]): string[] {
  const { rest } = told;
  const known = knownDirections(cited);
  const wrong: string[] = [];
  const relations = readRelations(told);
  let assigned: Assigned = new Map();
  let last: Placed | undefined;
  for (const mention of readDirections(rest)) {
    if (relations.some(({ index, end }) => mention.index >= index && mention.end <= end)) continue;
    const slug = subjectOf(mention, told);
    if (slug !== undefined && assigned.has(slug) && isSettled(known, assigned, slug)) {
      // "…, and higher A by lower B": the two are told once more from their other side.
      wrong.push(...wrongPairs(known, assigned, rest));
      assigned = continuedFrom(last, mention, rest);
    }
    last = slug === undefined ? undefined : { slug, mention };
    const direction = resolve(mention, slug, cited);
    if (direction === undefined) {
      wrong.push(mention.words);
    } else if (slug === undefined) {
      if (!saysAnywhere(known, direction)) wrong.push(mention.words);
    } else if (known.changes.get(slug)?.has(direction)) {
      // A change says it; what links say does not matter then.
    } else if (!known.pairs.some(({ step }) => step.cause === slug || step.effect === slug)) {
      wrong.push(mention.words);
    } else if (assigned.has(slug) && assigned.get(slug)?.direction !== direction) {
      wrong.push(mention.words);
    } else {
      assigned.set(slug, { direction, words: mention.words });
    }
  }
  return [...wrong, ...wrongPairs(known, assigned, rest), ...wrongRelations(relations, told, cited)];
}

interface Placed {
  readonly slug: string;
  readonly mention: DirectionMention;
}

/** "…, then higher fatigue, then lower sleep efficiency again": the last step joins what stood before it. */
function continuedFrom(last: Placed | undefined, { index }: DirectionMention, rest: string): Assigned {
  const { words = '', direction, end = index } = last?.mention ?? {};
  const isStep = /\bthen\b|→|->/.test(rest.slice(end, index));
  if (last === undefined || !isStep || (direction !== 'up' && direction !== 'down')) return new Map();
  return new Map([[last.slug, { direction, words }]]);
}

/** Whether what was said of this metric was told together with its partner. */
function isSettled(known: Known, assigned: Assigned, slug: string): boolean {
  return known.pairs.some(({ step: { cause, effect } }) => {
    const other = cause === slug ? effect : effect === slug ? cause : undefined;
    return other !== undefined && other !== slug && assigned.has(other);
  });
}

function resolve(
  mention: DirectionMention,
  slug: string | undefined,
  cited: readonly Finding[],
): Direction | undefined {
  if (mention.direction === 'flat') return undefined;
  if (mention.direction === 'up' || mention.direction === 'down') return mention.direction;
  if (mention.direction === 'faster' || mention.direction === 'slower') {
    const isTime = getMetricOrBare(slug ?? cited[0]?.metrics[0] ?? '').unit === 'min';
    return (mention.direction === 'faster') === isTime ? 'down' : 'up';
  }
  const better = getMetricOrBare(slug ?? cited[0]?.metrics[0] ?? '').better;
  if (better === undefined) return undefined;
  return (mention.direction === 'better') === (better === 'up') ? 'up' : 'down';
}

function saysAnywhere(known: Known, direction: Direction): boolean {
  return (
    known.pairs.length > 0 || [...known.changes.values()].some((directions) => directions.has(direction))
  );
}

/** Two metrics told together must be told as one of the findings that join them has it. */
function wrongPairs(known: Known, assigned: Assigned, rest: string): string[] {
  const wrong: string[] = [];
  const settled = new Set<string>();
  const slugs = [...assigned.keys()];
  for (const [place, one] of slugs.entries()) {
    for (const other of slugs.slice(place + 1)) {
      const joining = toldAs(
        known.pairs.filter(({ step }) => joins(step, one, other)),
        rest,
      );
      if (joining.length === 0) continue;
      settled.add(one).add(other);
      if (!joining.some((pair) => bears(pair, assigned, rest))) wrong.push(assigned.get(other)?.words ?? '');
    }
  }
  for (const [slug, { direction, words }] of assigned) {
    const fixed = known.rules.get(slug);
    const mayBeStep = !isToldAsRule(rest) && isInLink(known, slug);
    if (!settled.has(slug) && fixed !== undefined && !fixed.has(direction) && !mayBeStep) wrong.push(words);
  }
  return wrong;
}

/** A step told by itself: "Then comes higher body weight." */
function isInLink({ pairs }: Known, slug: string): boolean {
  return pairs.some(
    ({ step: { kind, cause, effect } }) => kind !== 'rule' && (cause === slug || effect === slug),
  );
}

function joins({ cause, effect }: Step, one: string, other: string): boolean {
  return (cause === one && effect === other) || (cause === other && effect === one);
}

function bears({ step, sign, side }: Pair, assigned: Assigned, rest: string): boolean {
  const [cause, effect] = [assigned.get(step.cause)?.direction, assigned.get(step.effect)?.direction];
  if (side !== undefined && step.kind === 'rule' && isToldAsRule(rest) && cause !== side) return false;
  return (cause === effect ? 1 : -1) === sign;
}
