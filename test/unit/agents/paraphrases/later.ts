import type { Finding, FindingOf } from '../../../../src/domain/finding.ts';
import type { Told } from './changes.ts';
import { capital } from './phrasing.ts';

/** Written when the checker stood, and none of it was fitted to them. */
export function laterParaphrases(finding: Finding, told: Told): string[] {
  switch (finding.kind) {
    case 'shift':
      return shift(finding, told);
    case 'event-effect':
      return eventEffect(finding, told);
    case 'drift':
      return drift(finding, told);
    case 'deviation':
      return deviation(finding, told);
    case 'link':
      return link(finding, told);
    case 'rule':
      return rule(finding, told);
    case 'lab-link':
      return labLink(finding, told);
    case 'discordance':
      return discordance(finding, told);
    default:
      return [];
  }
}

function shift(finding: FindingOf<'shift'>, { p }: Told): string[] {
  const metric = p.metric(finding.metric);
  const name = metric.label;
  const has = /(?:steps|periods|breaks)$/.test(name) ? 'have' : 'has';
  const direction = finding.difference < 0 ? 'down' : 'up';
  const [now, usual] = p.levels(metric, finding.after.mean, finding.before.mean);
  const noun = metric.span === 'check-in' ? 'morning' : metric.span;
  const by = p.size(metric, finding.difference);
  const [after, before] = [p.count(finding.after.n, noun), p.count(finding.before.n, noun)];
  const onset = p.day(finding.onset);
  return [
    `The data show that ${name} has settled at ${now}, having averaged ${usual} through the ${before} before ${onset}.`,
    `What stands out this time is ${name}: ${usual} on average before, ${now} on average now.`,
    `Average ${name} across the last ${after} was ${now}. For comparison, it was ${usual} across the ${before} before that.`,
    `Around ${onset} the average of ${name} moved from ${usual} to ${now}, and it has stayed there for ${after}.`,
    `Since about ${onset}, there has been a change of ${by} in ${name}, from an average of ${usual} to ${now}.`,
    `${capital(name)} ${has} ${p.perfect(metric, direction)} from its earlier average of ${usual} to ${now}, starting on or about ${onset}.`,
    `On average ${name} is now ${now}; until ${onset} it was ${usual}.`,
    `Before ${onset}: ${usual}. Since then: ${now}. That is the change in ${name}.`,
  ];
}

function eventEffect(finding: FindingOf<'event-effect'>, { p, timeline }: Told): string[] {
  const metric = p.metric(finding.metric);
  const name = metric.label;
  const [now, usual] = p.levels(metric, finding.after.mean, finding.before.mean);
  const event = timeline.find(({ id }) => id === finding.event.id);
  const label = event === undefined ? 'this' : p.event(event);
  const day = p.day(finding.event.day);
  const noun = metric.span === 'check-in' ? 'morning' : metric.span;
  const [after, before] = [p.count(finding.after.n, noun), p.count(finding.before.n, noun)];
  const by = p.size(metric, finding.difference);
  const lower = p.comparative(metric, finding.difference < 0 ? 'down' : 'up');
  return [
    `Once ${label} was recorded on ${day}, ${name} averaged ${now}, where it had averaged ${usual} previously.`,
    `We have ${before} from before ${label} and ${after} from after it; ${name} averaged ${usual} and then ${now}.`,
    `The difference in ${name} around ${label} on ${day} is ${by}: ${usual} before, ${now} since.`,
    `From ${day} onwards ${name} has averaged ${now}, ${by} ${lower} than in the ${before} before.`,
    `${capital(name)} over the ${after} after ${label} came to ${now} on average, as opposed to ${usual} before it.`,
  ];
}

function drift(finding: FindingOf<'drift'>, { p }: Told): string[] {
  const metric = p.metric(finding.metric);
  const name = metric.label;
  const has = /(?:steps|periods|breaks)$/.test(name) ? 'have' : 'has';
  const direction = finding.change < 0 ? 'down' : 'up';
  const [by, weekly] = [p.size(metric, finding.change), p.size(metric, finding.perWeek)];
  const from = p.day(finding.from);
  return [
    `${capital(name)} ${has} been on a slow path since ${from}, with a total change of ${by}.`,
    `There is a trend in ${name} of about ${weekly} per week, which began around ${from}.`,
    `Starting ${from}, ${name} ${p.past(metric, direction)} at about ${weekly} per week, for a total of ${by}.`,
    `${capital(name)} ${has} ${p.perfect(metric, direction)} gradually: ${by} overall since ${from}.`,
    `The gradual change in ${name} comes to ${by} so far.`,
  ];
}

function deviation(finding: FindingOf<'deviation'>, { p }: Told): string[] {
  const metric = p.metric(finding.metric);
  const name = metric.label;
  const was = /(?:steps|periods|breaks)$/.test(name) ? 'were' : 'was';
  const [now, usual] = p.levels(metric, finding.value, finding.baseline.median);
  const [low, high] = p.levels(metric, finding.baseline.low, finding.baseline.high);
  const on = p.day(finding.to);
  const noun = metric.span === 'check-in' ? 'morning' : metric.span;
  return [
    `The reading of ${now} for ${name} on ${on} falls outside the person's usual ${low} to ${high}.`.replace(
      'falls',
      'lies',
    ),
    `Most of the time ${name} lies between ${low} and ${high}, but on ${on} it was ${now}.`,
    `${capital(name)} came to ${now} on ${on}; its median over ${p.count(finding.baseline.nights, noun)} is ${usual}.`,
    `On ${on}, ${name} ${was} ${now}. The usual value is ${usual}.`,
    `A value of ${now} was seen for ${name} on ${on}, against a usual range of ${low} to ${high}.`,
  ];
}

function link(finding: FindingOf<'link'>, { p }: Told): string[] {
  const [cause, effect] = [p.metric(finding.cause), p.metric(finding.effect)];
  const word = (metric: typeof cause, up: boolean): string =>
    p.isClock(metric) ? (up ? 'later' : 'earlier') : up ? 'higher' : 'lower';
  const later = finding.lag === 0 ? '' : ` ${p.lag(finding.lag)}`;
  const [a, b] = [cause.label, effect.label];
  const [hi, ho] = [word(cause, true), word(effect, finding.r > 0)];
  const n = p.count(finding.n, 'day');
  return [
    `In these ${n}, ${b} was ${ho}${later} whenever ${a} was ${hi}.`.replace('whenever', 'mostly when'),
    `There seems to be a link between ${a} and ${b}: with ${hi} ${a} comes ${ho} ${b}${later}.`,
    `Days on which ${a} is ${hi} tend to be days with ${ho} ${b}${later}.`,
    `When ${a} goes up, ${b} tends to go ${finding.r > 0 ? 'up' : 'down'}${later}.`,
    `${capital(hi)} ${a} tends to be followed${later} by ${ho} ${b}, seen over ${n}.`,
  ];
}

function rule(finding: FindingOf<'rule'>, { p }: Told): string[] {
  const [cause, effect] = [p.metric(finding.cause), p.metric(finding.effect)];
  const { hits, total, rate, baseRate } = finding;
  const bound = `${finding.comparator === '<' ? 'below' : 'above'} ${p.level(cause, finding.threshold)}`;
  const isDecimal = !Number.isInteger(finding.threshold);
  const later = finding.lag === 0 ? '' : ` ${p.lag(finding.lag)}`;
  const up = finding.effectDirection === 'up';
  const lower = p.isClock(effect) ? (up ? 'later' : 'earlier') : up ? 'higher' : 'lower';
  const [a, b] = [cause.label, effect.label];
  return isDecimal && cause.unit !== 'min' && cause.decimals === 0
    ? []
    : [
        `${capital(a)} ${bound} was followed by ${lower} ${b}${later} ${hits} times out of ${total}.`,
        `In ${p.percent(rate * 100)} of cases with ${a} ${bound}, ${b} turned out ${lower}${later}; usually the share is ${p.percent(baseRate * 100)}.`,
        `There were ${total} days after ${a} ${bound}, and on ${hits} of ${total} of them ${b} was ${lower}${later}.`,
        `${capital(b)} tended to be ${lower}${later} when ${a} had been ${bound}: ${p.percent(rate * 100)} against ${p.percent(baseRate * 100)} otherwise.`,
      ];
}

function labLink(finding: FindingOf<'lab-link'>, { p }: Told): string[] {
  const name = p.metric(finding.metric).label;
  const way = finding.direction === 'down' ? 'in opposite directions' : 'in the same direction';
  return [
    `${capital(name)} and ${finding.analyte} moved ${way} between tests; the latest test is from ${p.day(finding.labDay)}.`,
    `So far there are ${finding.n} results of ${finding.analyte}, and ${name} moved ${way}.`,
    `Could ${finding.analyte} and ${name} be looked at side by side?`,
  ];
}

function discordance(finding: FindingOf<'discordance'>, { p }: Told): string[] {
  const [metric, answer] = [p.metric(finding.metric).label, p.metric(finding.answer).label];
  return [
    `Objective ${metric} and reported ${answer} do not line up.`,
    `It is ${metric} on the ring against ${answer} in the answers: the two do not fit together.`,
    `Something does not match between ${metric} and ${answer}.`,
  ];
}
