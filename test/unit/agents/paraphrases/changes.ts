import type { Direction } from '../../../../agents/narrate/words.ts';
import type { FindingOf } from '../../../../src/domain/finding.ts';
import type { TimelineEvent } from '../../../../src/domain/timeline.ts';
import { type Day, daysBetween } from '../../../../src/shared/day.ts';
import { capital, type Phrasing } from './phrasing.ts';

export interface Told {
  readonly p: Phrasing;
  readonly asOf: Day;
  readonly timeline: readonly TimelineEvent[];
}

const WEEKS = ['', 'one week', 'two weeks', 'three weeks', 'four weeks'];

function contrast(finding: FindingOf<'shift'> | FindingOf<'event-effect'>, { p, asOf }: Told) {
  const metric = p.metric(finding.metric);
  const { before, after, difference } = finding;
  const direction: Direction = difference < 0 ? 'down' : 'up';
  const [now, usual] = p.levels(metric, after.mean, before.mean);
  const noun = metric.span === 'check-in' ? 'morning' : metric.span;
  const name = p.name(metric);
  const days = daysBetween(finding.from as Day, asOf);
  const percent = Math.round(Math.abs((100 * difference) / before.mean));
  return {
    direction,
    now,
    usual,
    name,
    Name: capital(name),
    is: /(?:steps|periods|breaks)$/.test(name) ? 'are' : 'is',
    was: /(?:steps|periods|breaks)$/.test(name) ? 'were' : 'was',
    has: /(?:steps|periods|breaks)$/.test(name) ? 'have' : 'has',
    by: p.size(metric, difference),
    lower: p.comparative(metric, direction),
    fell: p.past(metric, direction),
    fallen: p.perfect(metric, direction),
    drop: p.noun(metric, direction),
    down: p.isClock(metric) ? 'moved' : direction === 'down' ? 'down' : 'up',
    nAfter: p.count(after.n, noun),
    nBefore: p.count(before.n, noun),
    noun,
    /** Of a clock time or a distance from the usual no share is taken. */
    percent:
      p.isClock(metric) || finding.metric === 'temperatureDeviation' || percent === 0
        ? undefined
        : p.percent(percent),
    weeks: days % 7 === 0 ? WEEKS[days / 7] : undefined,
  };
}

function eventBefore(finding: FindingOf<'shift'> | FindingOf<'drift'>, start: string, { p, timeline }: Told) {
  const near = finding.events.find(({ day }) => day <= start);
  const event = timeline.find(({ id }) => id === near?.id);
  if (near === undefined || event === undefined) return undefined;
  const days = daysBetween(near.day as Day, start as Day);
  return {
    label: p.event(event),
    day: p.day(near.day),
    gap: p.count(days, 'day'),
    days,
    medication: event.medication,
  };
}

export function shift(finding: FindingOf<'shift'>, told: Told): string[] {
  const { p } = told;
  const w = contrast(finding, told);
  const event = eventBefore(finding, finding.onset, told);
  const onset = p.day(finding.onset);
  const [first, last] = finding.onsetRange.map((day) => p.day(day));
  const after =
    event === undefined || event.days === 0 ? '' : `, ${event.gap} after ${event.label} on ${event.day}`;
  return [
    `${w.Name} ${w.fell} from ${w.usual} to ${w.now}, a change that began around ${onset}${after}.`,
    `Compared with the ${w.nBefore} before, when ${w.name} averaged ${w.usual}, the last ${w.nAfter} averaged ${w.now}.`,
    `${w.Name}: ${w.now} (was ${w.usual}).`,
    `Over the last ${w.nAfter} ${w.name} averaged ${w.now}, ${w.down} from ${w.usual}.`,
    `A ${w.drop} in ${w.name} was seen from about ${onset} onwards: ${w.now} on average, compared to a baseline of ${w.usual}.`,
    `${w.Name} ${w.has} ${w.fallen} by ${w.by} since ${onset}. It averaged ${w.usual} before and ${w.now} since.`,
    `Since ${onset}, ${w.name} ${w.has} averaged ${w.now} — ${w.by} ${w.lower} than the earlier average of ${w.usual}.`,
    `It began about ${onset}: ${w.name} ${w.fell} to ${w.now}${after === '' ? '' : `, and this came${after.slice(1)}`}.`,
    `While ${w.name} used to average ${w.usual} (${w.nBefore}), it now averages ${w.now} (${w.nAfter}).`,
    `${w.Name} ${w.fell} by ${w.percent ?? w.by}, from ${w.usual} down or up to ${w.now}.`.replace(
      ' down or up',
      '',
    ),
    `Your ${w.name} ${w.is} ${w.lower} than before: ${w.now} over the past ${w.nAfter}, against ${w.usual} in the ${w.nBefore} before that.`,
    `In the ${w.nBefore} up to the change, ${w.name} averaged ${w.usual}; in the ${w.nAfter} since, ${w.now}.`,
    `The ${w.drop} in ${w.name} probably began between ${first} and ${last}. Before that, the average was ${w.usual}; since then it has been ${w.now}.`,
    `We see that ${w.name} ${w.has} ${w.fallen} (${w.usual} → ${w.now}) over the past ${w.nAfter}.`,
    `Around ${onset}, ${w.name} started to change. The average ${w.was === 'were' ? 'went' : 'went'} from ${w.usual} to ${w.now}, a difference of ${w.by}.`,
    `${w.Name} ${w.was} measured at an average of ${w.now} across ${w.nAfter}, whereas ${w.usual} was typical in the preceding ${w.nBefore}.`,
    `There has been a ${w.drop} of ${w.by} in ${w.name} since about ${onset} (from ${w.usual} to ${w.now}).`,
    `For the past ${w.nAfter}, ${w.name} ${w.has} been ${w.lower}: ${w.now} instead of the usual ${w.usual}.`,
    `A ${w.by} ${w.drop} in ${w.name} was observed, starting around ${onset}${after}.`,
    `${w.Name} now averages ${w.now}. Previously it averaged ${w.usual}, based on ${w.nBefore}.`,
    `For the last ${w.weeks ?? w.nAfter} or so, ${w.name} ${w.has} been ${w.lower} than usual (${w.now} vs. ${w.usual}).`,
    `${w.Name}, which averaged ${w.usual} over ${w.nBefore}, ${w.fell} to ${w.now} over the most recent ${w.nAfter}.`,
    `Looking at the last ${w.nAfter}, ${w.name} sits at ${w.now} on average; the baseline from the previous ${w.nBefore} was ${w.usual}.`,
    `The ring recorded an average ${w.name} of ${w.now} since ${onset}, where ${w.usual} had been usual.`,
  ];
}

export function eventEffect(finding: FindingOf<'event-effect'>, told: Told): string[] {
  const { p, timeline } = told;
  const w = contrast(finding, told);
  const event = timeline.find(({ id }) => id === finding.event.id);
  const label = event === undefined ? 'this' : p.event(event);
  const day = p.day(finding.event.day);
  return [
    `After ${label} on ${day}, ${w.name} averaged ${w.now} over ${w.nAfter}, compared with ${w.usual} over the ${w.nBefore} before.`,
    `${w.Name} ${w.was} ${w.by} ${w.lower} after ${label} on ${day} than before it.`,
    `Before ${label} (${day}), ${w.name} averaged ${w.usual}; afterwards it averaged ${w.now}.`,
    `In the ${w.nAfter} following ${label}, ${w.name} averaged ${w.now}. In the ${w.nBefore} before, it averaged ${w.usual}.`,
    `${w.Name} ${w.fell} from ${w.usual} to ${w.now} after ${label} on ${day}.`,
    `Following ${label} on ${day}, ${w.name} ${w.has} been ${w.lower} (${w.now}, from ${w.usual}).`,
    `${w.Name}: ${w.usual} before ${label}, ${w.now} after it.`,
    `Comparing ${w.nBefore} before ${day} with ${w.nAfter} after, ${w.name} went from ${w.usual} to ${w.now}.`,
    `On ${day}, ${label} was noted. In the ${w.nAfter} after that, ${w.name} averaged ${w.now}, ${w.by} ${w.lower} than before.`,
    `The average ${w.name} ${w.was} ${w.usual} until ${day}, when ${label} was recorded; since then it has been ${w.now}.`,
    `A ${w.drop} of ${w.by} in ${w.name} came after ${label} on ${day}.`,
    `Since ${label} on ${day}, ${w.name} ${w.has} ${w.fallen} by ${w.by}.`,
    `${w.Name} ${w.was} ${w.lower} in the ${w.nAfter} after ${label} — ${w.now} against ${w.usual} — than in the ${w.nBefore} before.`,
    `Since ${day} ${w.name} averages ${w.now} (${w.usual} before).`,
    `With ${label} on ${day} as the dividing line, ${w.name} averaged ${w.usual} before and ${w.now} after.`,
    `${w.Name} differed by ${w.by} before and after ${label}: ${w.usual} versus ${w.now}.`,
    `Compared to the ${w.nBefore} before ${label}, ${w.name} ${w.was} ${w.by} ${w.lower} over the ${w.nAfter} that followed.`,
    `${label} is on record for ${day}. From then on ${w.name} averaged ${w.now}; it had averaged ${w.usual}.`,
  ];
}

export function drift(finding: FindingOf<'drift'>, told: Told): string[] {
  const { p } = told;
  const metric = p.metric(finding.metric);
  const direction: Direction = finding.change < 0 ? 'down' : 'up';
  const name = p.name(metric);
  const Name = capital(name);
  const [is, has] = /(?:steps|periods|breaks)$/.test(name) ? ['are', 'have'] : ['is', 'has'];
  const [fell, fallen, lower, drop] = [
    p.past(metric, direction),
    p.perfect(metric, direction),
    p.comparative(metric, direction),
    p.noun(metric, direction),
  ];
  const [by, weekly] = [p.size(metric, finding.change), p.size(metric, finding.perWeek)];
  const [from, to] = [p.day(finding.from), p.day(finding.to)];
  const event = eventBefore(finding, finding.from, told);
  const after =
    event === undefined || event.days === 0 ? '' : ` This stretch began ${event.gap} after ${event.label}.`;
  return [
    `${Name} ${has} slowly ${fallen} by ${by} since ${from}, about ${weekly} per week.${after}`,
    `Between ${from} and ${to}, ${name} ${fell} by ${by} overall.`,
    `Since ${from} ${name} ${has} been drifting: ${by} ${lower} in total (${weekly} a week).`,
    `There has been a gradual ${drop} in ${name} of ${by} since ${from}.`,
    `Little by little, ${name} ${has} ${fallen}, by roughly ${weekly} each week.`,
    `${Name} ${has} gradually ${fallen}, at a pace of ${weekly} per week, adding up to ${by} since ${from}.`,
    `${Name}: ${by} ${lower} since ${from}, a slow change of ${weekly} a week.`,
    `A slow ${drop} in ${name} began around ${from} and went on until ${to}: ${by} altogether.`,
    `${Name} ${fell} steadily from ${from} to ${to} — ${by} in all.`,
    `Week by week ${name} ${has} ${fallen} by ${weekly}, which comes to ${by} since ${from}.`,
    `Over the period from ${from} to ${to}, a gradual ${drop} of ${by} in ${name} was recorded.`,
    `${Name} ${is} ${by} ${lower} than on ${from}; it has ${fallen} by about ${weekly} a week.`,
    `Your ${name} ${has} been slowly changing since ${from}. It has ${fallen} by ${by}.`,
    `It did not happen at once: ${name} ${has} ${fallen} by ${weekly} a week since ${from}.`,
    `Since about ${from}, ${name} ${has} ${fallen} at ${weekly} per week.`,
    `${Name} ${has} shown a slow ${drop}, ${by} between ${from} and ${to}.`,
  ];
}

export function deviation(finding: FindingOf<'deviation'>, told: Told): string[] {
  const { p } = told;
  const { value, baseline } = finding;
  const metric = p.metric(finding.metric);
  const direction: Direction = value < baseline.median ? 'down' : 'up';
  const name = p.name(metric);
  const Name = capital(name);
  const was = /(?:steps|periods|breaks)$/.test(name) ? 'were' : 'was';
  const noun = metric.span === 'check-in' ? 'morning' : metric.span;
  const [now, usual] = p.levels(metric, value, baseline.median);
  const [low, high] = p.levels(metric, baseline.low, baseline.high);
  const lower =
    p.isClock(metric) || metric.unit !== 'min'
      ? p.comparative(metric, direction)
      : direction === 'down'
        ? 'lower'
        : 'higher';
  const [on, since, nights] = [p.day(finding.to), p.day(finding.from), p.count(baseline.nights, noun)];
  const below = p.isClock(metric)
    ? lower === 'later'
      ? 'later than'
      : 'earlier than'
    : direction === 'down'
      ? 'below'
      : 'above';
  return [
    `On ${on}, ${name} ${was} ${now}, ${below} the usual range of ${low} to ${high}.`,
    `${Name} ${was} ${now} on ${on}, ${lower} than usual (typically ${low} to ${high}).`,
    `${Name} of ${now} on ${on} lies outside the usual range of ${low} to ${high}.`,
    `The usual range for ${name} is ${low} to ${high}, based on ${nights}; on ${on} it was ${now}.`,
    `${Name}: ${now} on ${on} (usual: ${usual}).`,
    `Against a baseline of ${usual} over ${nights}, ${name} ${was} ${now} on ${on}.`,
    `${Name} ${was} ${lower} than usual on ${on}, at ${now}.`,
    `Over ${nights}, ${name} usually lay between ${low} and ${high}. On ${on} it was ${now}.`,
    `On ${on} the ring showed a ${name} of ${now}; the median of the ${nights} before is ${usual}.`,
    `Since ${since}, ${name} has more than once been ${below} the usual range (${low} to ${high}).`,
    `${Name}, usually around ${usual}, ${was} ${now} on ${on}.`,
    `With ${now} on ${on}, ${name} ${was} ${below} the person's own range of ${low} to ${high}.`,
    `Compared with a typical ${usual}, ${name} ${was} ${lower} on ${on}: ${now}.`,
    `${now} was recorded for ${name} on ${on} — ${below} the usual ${low} to ${high}.`,
    `The last value of ${name} (${on}) was ${now}, whereas ${usual} is usual.`,
    `${Name} ${was} ${now}, and that is ${lower} than the usual ${low} to ${high} (${nights}).`,
  ];
}
