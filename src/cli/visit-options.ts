import type { Visit } from '../domain/profile.ts';
import type { VisitPoint } from '../domain/visit-points.ts';
import { type Day, isDay } from '../shared/day.ts';
import { InputError } from '../shared/errors.ts';

/** What was typed after each flag. */
export interface VisitFlags {
  readonly said?: string;
  readonly agreed?: readonly string[];
  /** Places of points, counted from one as `--points` prints them. */
  readonly closed?: readonly number[];
  readonly kept?: readonly number[];
  readonly useful?: readonly number[];
  readonly notUseful?: readonly number[];
}

export const visitFlagNames = ['said', 'agreed', 'closed', 'kept', 'useful', 'notUseful'] as const;

const AGREED = /^(?:(\d{4}-\d{2}-\d{2}):\s*)?(.*?)(?:\s*\[([^[\]]*)\])?$/s;

/** "2026-03-25: move the evening dose [sleepEfficiency, hrv]": the day it holds from, what, and what it is watched by. */
export function readAgreed(text: string, visitDay: Day): unknown {
  const [, day, what, watch = ''] = AGREED.exec(text.trim()) ?? [];
  return {
    day: day === undefined ? visitDay : isDay(day) ? day : 'no day',
    what,
    watch: watch.split(/[\s,]+/).filter((slug) => slug !== ''),
  };
}

/** What the flags name takes the place of what was told before; all else of the visit stays. */
export function visitFromFlags(before: Visit, points: readonly VisitPoint[], flags: VisitFlags): unknown {
  const { said = before.said, agreed } = flags;
  return {
    ...before,
    said: said === '' ? undefined : said,
    agreed: agreed?.map((text) => readAgreed(text, before.day)) ?? before.agreed,
    points: outcomesFrom(before, points, flags),
  };
}

function outcomesFrom(before: Visit, points: readonly VisitPoint[], flags: VisitFlags): Visit['points'] {
  const named = (['closed', 'kept', 'useful', 'notUseful'] as const).flatMap((name) => flags[name] ?? []);
  if (named.some((place) => points[place - 1] === undefined)) {
    throw new InputError(
      'There is no point of this number. "rounds visit --points" prints them with theirs.',
    );
  }
  const outcomes = points.flatMap(({ topics }, index) => {
    const has = (places: readonly number[] | undefined): boolean => places?.includes(index + 1) ?? false;
    const known = outcomeOf(before, topics);
    const outcome = has(flags.closed)
      ? ('closed' as const)
      : has(flags.kept)
        ? ('kept' as const)
        : known?.outcome;
    const useful = has(flags.useful) ? true : has(flags.notUseful) ? false : known?.useful;
    // A point of which only the use is told was talked over, and stays.
    if (outcome === undefined && useful === undefined) return [];
    return [
      {
        topics: [...topics],
        outcome: outcome ?? ('kept' as const),
        ...(useful === undefined ? {} : { useful }),
      },
    ];
  });
  return [...outcomes, ...othersOf(before, points)];
}

/** What was told before of the point that has these topics. */
export function outcomeOf(before: Visit, topics: readonly string[]): Visit['points'][number] | undefined {
  return before.points.find((point) => isSame(point.topics, topics));
}

/** What was told of points that are not on the page: of another page, or by a program. */
export function othersOf(before: Visit, points: readonly VisitPoint[]): Visit['points'] {
  return before.points.filter((told) => !points.some(({ topics }) => isSame(told.topics, topics)));
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((topic) => right.includes(topic));
}
