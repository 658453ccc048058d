import type { FindingOf } from '../domain/finding.ts';
import type { Metric } from '../domain/metric.ts';
import { stableId } from '../shared/ids.ts';
import type { Frame } from './frame.ts';
import { type Patterns, slugAt } from './patterns.ts';
import { agentsFor } from './routing.ts';
import { capitalise, lagWords } from './words.ts';

type Chain = FindingOf<'chain'>;
type Link = FindingOf<'link'>;

interface Route {
  readonly path: readonly string[];
  readonly lags: readonly number[];
  readonly loop: boolean;
}

/** Links that lean on each other: what follows from what, in order. A part of a longer chain is not told again. */
export function findChainFindings(frame: Frame, patterns: Patterns, links: readonly Link[]): Chain[] {
  const slug = (index: number) => slugAt(patterns.columns, index);
  const pieces = patterns.chains.map(({ cause, mediator, effect, firstLag, secondLag }) => ({
    path: [cause, mediator, effect].map(slug),
    lags: [firstLag, secondLag],
  }));
  const loops = patterns.loops.map(({ nodes, lags }): Route => ({ path: nodes.map(slug), lags, loop: true }));
  const routes = longest(pieces).filter((route) => !loops.some((loop) => isAround(loop, route)));
  const metrics = new Map(patterns.columns.map(({ metric }) => [metric.slug, metric]));
  return [...loops, ...routes].flatMap((route) => toFinding(frame, route, links, metrics) ?? []);
}

/** Grows chains of two links into longer ones while the last link of one is the first of the next. */
function longest(pieces: readonly { path: string[]; lags: number[] }[]): Route[] {
  const routes: Route[] = [];
  const extend = (route: Route): void => {
    const [tail, head] = [route.path.at(-2), route.path.at(-1)];
    const next = pieces.filter(
      ({ path, lags }) =>
        path[0] === tail &&
        path[1] === head &&
        lags[0] === route.lags.at(-1) &&
        !route.path.includes(path[2] as string),
    );
    if (next.length === 0) routes.push(route);
    for (const { path, lags } of next) {
      extend({
        path: [...route.path, path[2] as string],
        lags: [...route.lags, lags[1] as number],
        loop: false,
      });
    }
  };
  for (const piece of pieces) extend({ ...piece, loop: false });
  return routes.filter(
    (route) => !routes.some((other) => other !== route && contains(other.path, route.path)),
  );
}

function contains(long: readonly string[], short: readonly string[]): boolean {
  return long.length > short.length && ` ${long.join(' ')} `.includes(` ${short.join(' ')} `);
}

function isAround(loop: Route, route: Route): boolean {
  const twice = [...loop.path, ...loop.path, ...loop.path];
  return contains(twice, route.path);
}

function toFinding(
  frame: Frame,
  route: Route,
  links: readonly Link[],
  known: ReadonlyMap<string, Metric>,
): Chain | undefined {
  const { path, lags, loop } = route;
  const steps = lags.map((_, index) => {
    const next = path[(index + 1) % path.length];
    return links.find(
      ({ cause, effect, lag }) => cause === path[index] && effect === next && lag === lags[index],
    );
  });
  if (steps.some((step) => step === undefined)) return undefined;
  const held = steps as Link[];
  const metrics = path.map((slug) => known.get(slug) as Metric);
  const last = held.at(-1) as Link;
  // From the first metric to the last: two opposite links make an agreeing chain.
  const agreeing = held.filter(({ direction }) => direction === 'down').length % 2 === 0;
  return {
    kind: 'chain',
    id: stableId('chain', [path, lags, loop]),
    metrics: [...path],
    direction: agreeing ? 'up' : 'down',
    from: frame.start,
    to: last.to,
    n: Math.min(...held.map(({ n }) => n)),
    p: Math.max(...held.map(({ p }) => p ?? 1)),
    q: Math.max(...held.map(({ q }) => q ?? 1)),
    grade: held.every(({ grade }) => grade === 'replicated') ? 'replicated' : 'established',
    path: [...path],
    lags: [...lags],
    links: held.map(({ id }) => id),
    loop,
    summary: sentence(route, held, known),
    agents: agentsFor(metrics, []),
    events: [],
    limits: ['an order in time, not proof of a cause; something not measured may drive several of these'],
  };
}

function sentence({ path, loop }: Route, links: readonly Link[], known: ReadonlyMap<string, Metric>): string {
  const labelOf = (slug: string | undefined) => known.get(slug ?? '')?.label ?? '';
  const first = labelOf(path[0]);
  let falling = false;
  const steps = links.map((link) => {
    // Followed from a fall of the first metric: that is the side people ask about.
    falling = link.direction === 'up' ? falling : !falling;
    return `${falling ? 'higher' : 'lower'} ${labelOf(link.effect)} ${lagWords(link.lag)}`;
  });
  const closing = loop ? ', which closes the circle' : '';
  return `${capitalise(`lower ${first}`)} tends to be followed by ${steps.join(', then by ')}${closing}.`;
}
