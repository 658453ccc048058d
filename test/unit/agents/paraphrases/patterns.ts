import { level, metricOf } from '../../../../agents/narrate/words.ts';
import type { Finding, FindingOf } from '../../../../src/domain/finding.ts';
import type { Told } from './changes.ts';
import { capital } from './phrasing.ts';

type Direction = 'up' | 'down';

function ends(finding: FindingOf<'link'> | FindingOf<'rule'>, { p }: Told) {
  const [cause, effect] = [p.metric(finding.cause), p.metric(finding.effect)];
  const [a, b] = [p.name(cause), p.name(effect)];
  const noun = cause.span === 'check-in' ? 'morning' : cause.span;
  return {
    cause,
    effect,
    a,
    b,
    A: capital(a),
    B: capital(b),
    noun,
    later: finding.lag === 0 ? '' : ` ${p.lag(finding.lag)}`,
  };
}

function opposite(direction: Direction): Direction {
  return direction === 'up' ? 'down' : 'up';
}

export function link(finding: FindingOf<'link'>, told: Told): string[] {
  const { p } = told;
  const { cause, effect, a, b, A, B, noun, later } = ends(finding, told);
  const side: Direction = p.choice.of('up', 'down');
  const other = finding.r < 0 ? opposite(side) : side;
  const plainly = (metric: typeof cause, direction: Direction): string =>
    p.isClock(metric) ? (direction === 'up' ? 'later' : 'earlier') : direction === 'up' ? 'higher' : 'lower';
  const [hi, ho] = [plainly(cause, side), plainly(effect, other)];
  const [ci, co] = [plainly(cause, opposite(side)), plainly(effect, opposite(other))];
  const r = finding.r.toFixed(2).replace('-', p.choice.of('−', '-'));
  const n = p.count(finding.n, 'day');
  return [
    `${capital(hi)} ${a} tends to go with ${ho} ${b}${later}.`,
    `When ${a} was ${hi}, ${b} tended to be ${ho}${later} (correlation ${r}).`,
    `On days with ${hi} ${a}, ${b} was often ${ho}${later}.`,
    `${A} and ${b} move ${finding.r < 0 ? 'in opposite directions' : 'together'} (correlation ${r}, ${n}).`,
    `${capital(ho)} ${b} was seen${later} with ${hi} ${a}, over ${n}.`,
    `After ${noun}s with ${hi} ${a}, ${b} was usually ${ho}${later}.`,
    `Over ${n}, ${hi} ${a} came with ${ho} ${b}${later}; the correlation is ${r}.`,
    `There is an association between ${a} and ${b}${later}: r = ${r} over ${n}.`,
    `The ${hi} ${a} was, the ${ho} ${b} tended to be${later}.`,
    `${A} goes along with ${b}: when one is ${hi}, the other tends to be ${ho}${later}.`,
    `${B} tends to be ${ho}${later} when ${a} is ${hi}.`,
    `A pattern over ${n}: ${hi} ${a}, then ${ho} ${b}${later}.`,
    `In ${n} of records, ${noun}s with ${hi} ${a} were followed by ${ho} ${b}${later}, and ${noun}s with ${ci} ${a} by ${co} ${b}.`,
    `${B} was ${co}${later} when ${a} was ${ci} (correlation ${r} across ${n}).`,
    `${capital(hi)} ${a} and ${ho} ${b}${later} belong together in these records (r = ${r}).`,
    `Over ${n} these two went together: ${hi} ${a} and${later} ${ho} ${b}.`,
    `The records show a correlation of ${r} between ${a} and ${b}${later}.`,
  ];
}

export function rule(finding: FindingOf<'rule'>, told: Told): string[] {
  const { p } = told;
  const { cause, effect, a, b, A, B, noun, later } = ends(finding, told);
  const { hits, total, rate, baseRate, threshold } = finding;
  const bound = level(cause, threshold, Number.isInteger(threshold) ? 0 : 1);
  const under = finding.comparator === '<' ? p.choice.of('under', 'below') : p.choice.of('above', 'over');
  const lower = p.isClock(effect)
    ? finding.effectDirection === 'up'
      ? 'later'
      : 'earlier'
    : finding.effectDirection === 'up'
      ? 'higher'
      : 'lower';
  const by = p.size(effect, finding.effectSize);
  const [often, otherwise] = [p.percent(rate * 100), p.percent(baseRate * 100)];
  const of = p.choice.of('of', 'out of', 'of the');
  return [
    `After ${noun}s with ${a} ${under} ${bound}, ${b} was ${lower}${later} on ${hits} ${of} ${total} days (${often}), compared with ${otherwise} on other days.`,
    `When ${a} was ${under} ${bound}, ${b} was ${lower}${later} in ${often} of cases, against ${otherwise} otherwise.`,
    `${B} was ${lower}${later} on ${hits} ${of} ${total} days after ${a} ${under} ${bound}.`,
    `On ${hits} of ${total} occasions, ${a} ${under} ${bound} was followed by ${lower} ${b}${later}.`,
    `${often} of ${noun}s with ${a} ${under} ${bound} were followed by ${lower} ${b}${later}; on all other days it was ${otherwise}.`,
    `${A} ${under} ${bound}: ${b} ${lower} by at least ${by}${later} on ${hits} of ${total} days.`,
    `If ${a} was ${under} ${bound}, ${b} tended to be ${lower}${later} (${often} of days versus ${otherwise} on the rest).`,
    `In ${hits} of ${total} cases ${b} was ${lower} by ${by} or more${later} when ${a} was ${under} ${bound}.`,
    `Out of ${total} days after ${a} ${under} ${bound}, ${hits} had ${lower} ${b}${later}.`,
    `${B} was ${lower} on ${often} of days${later} following ${noun}s with ${a} ${under} ${bound}. On other days this was so ${otherwise} of the time.`,
    `Days with ${a} ${under} ${bound} were followed${later} by ${lower} ${b} ${often} of the time — other days, ${otherwise}.`,
    `Of ${total} ${noun}s with ${a} ${under} ${bound}, ${hits} were followed by ${lower} ${b}${later} (${often}).`,
    `${B} was ${lower} by ${by} or more on ${hits}/${total} days (${often}) when ${a} had been ${under} ${bound}; otherwise ${otherwise}.`,
    `With ${a} ${under} ${bound}, the share of days with ${lower} ${b}${later} was ${often}; without it, ${otherwise}.`,
    `A pattern: ${a} ${under} ${bound}, then ${lower} ${b}${later} (${hits} of ${total}, ${often}; elsewhere ${otherwise}).`,
    `${hits} out of ${total} times, ${b} was ${lower}${later} after ${noun}s when ${a} was ${under} ${bound}.`,
  ];
}

/** Told with directions only where every step is a link of the packet. */
export function chain(finding: FindingOf<'chain'>, told: Told, findings: readonly Finding[]): string[] {
  const { p } = told;
  const path = finding.loop ? [...finding.path, finding.path[0] ?? ''] : finding.path;
  const signs = path.slice(1).map((effect, place) => {
    const step = findings.find(
      (other): other is FindingOf<'link'> =>
        other.kind === 'link' &&
        finding.links.includes(other.id) &&
        other.cause === path[place] &&
        other.effect === effect,
    );
    return step === undefined ? undefined : Math.sign(step.r);
  });
  const isWhole = signs.every((sign) => sign !== undefined);
  let sign = 1;
  const directions = path.map((_, place): Direction => {
    if (place > 0) sign *= signs[place - 1] ?? 1;
    return sign > 0 ? 'down' : 'up';
  });
  const isClosed = isWhole && (!finding.loop || directions.at(-1) === directions[0]);
  const name = (slug: string, place: number): string => {
    const metric = metricOf(slug, {});
    const word = p.isClock(metric) ? ['later', 'earlier'] : ['higher', 'lower'];
    return isClosed ? `${directions[place] === 'up' ? word[0] : word[1]} ${metric.label}` : metric.label;
  };
  const names = path.map(name);
  const [first = '', ...rest] = names;
  const lags = finding.lags;
  const later = (place: number): string => p.lag(lags[place] ?? 0);
  const n = p.count(finding.n, 'day');
  const end = finding.loop ? ' The pattern closes on itself.' : '';
  const steps = rest.map((step, place) => `then ${step} ${later(place)}`).join(', ');
  const bare = rest.map((step) => `then ${step}`).join(', ');
  const arrows = names.join(' → ');
  return [
    `${capital(first)}, ${steps}.${end}`,
    `This order was seen over ${n}: ${first}, ${steps}.`,
    `First ${first}, ${steps}.${end}`,
    `Over ${n}, one thing came after another: ${first}, ${bare}.`,
    `${capital(arrows)}.${end}`,
    `A chain shows up in the records: ${first}, ${bare}.${end}`,
    `It starts with ${first}, ${steps}.`,
    `${capital(first)} comes first, ${steps}. This was seen over ${n}.`,
    `The pattern runs like this: ${first}, ${bare} (${n}).`,
    `In this order over ${n}: ${names.join(', ')}.`,
    `${capital(first)} tends to be followed by the next step: ${steps}.`,
    `${path.length - (finding.loop ? 1 : 0)} things follow one another: ${names.join(', then ')}.`,
    `There is a ${finding.loop ? 'loop' : 'sequence'} here — ${first}, ${steps}.`,
    `Based on ${n}, this sequence stands out: ${first}, ${bare}.`,
    `${capital(names.join(', then '))}: the records show this order over ${n}.${end}`,
    `The steps are ${first}, ${bare}. They were seen over ${n}.`,
  ];
}
