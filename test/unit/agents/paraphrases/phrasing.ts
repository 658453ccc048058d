import {
  comparative,
  type Direction,
  duration,
  level,
  levels,
  metricOf,
  plain,
  size,
} from '../../../../agents/narrate/words.ts';
import type { Metric } from '../../../../src/domain/metric.ts';
import type { TimelineEvent } from '../../../../src/domain/timeline.ts';
import { type Day, dayNumber, isDay, weekdayOf } from '../../../../src/shared/day.ts';

/** Chooses one of several ways to write the same thing; the same seed chooses the same. */
export class Choice {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  of<Value>(...ways: readonly Value[]): Value {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const way = ways[(this.state >>> 8) % ways.length];
    if (way === undefined) throw new RangeError('There is nothing to choose from.');
    return way;
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

export function spell(number: number): string {
  if (number > 99) return String(number);
  if (number < 20) return SMALL[number] ?? '';
  const ones = number % 10;
  return `${TENS[Math.floor(number / 10)]}${ones === 0 ? '' : `-${SMALL[ones]}`}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const CLOCKS = new Set(['bedtime', 'wakeTime', 'sleepMidpoint']);
const ALIASES: Readonly<Record<string, string>> = {
  hrv: 'HRV',
  restingHeartRate: 'resting pulse',
  deepSleep: 'slow-wave sleep',
  totalSleep: 'sleep duration',
  respiratoryRate: 'respiratory rate',
};

/** The same fact as different writers put it. */
export class Phrasing {
  readonly choice: Choice;
  constructor(seed: number) {
    this.choice = new Choice(seed);
  }

  metric(slug: string): Metric {
    return metricOf(slug, {});
  }

  name(metric: Metric): string {
    return this.choice.of(metric.label, metric.label, ALIASES[metric.slug] ?? metric.label);
  }

  isClock({ slug }: Metric): boolean {
    return CLOCKS.has(slug);
  }

  day(text: string): string {
    if (!isDay(text)) return text;
    const [year, number] = [text.slice(0, 4), Number(text.slice(8))];
    const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? '';
    const weekday = WEEKDAYS[weekdayOf(dayNumber(text as Day))] ?? '';
    const ordinal = `${number}${ordinalEnd(number)}`;
    return this.choice.of(
      `${number} ${month}`,
      `${number} ${month}`,
      `${month} ${number}`,
      `${ordinal} ${month}`,
      `the ${ordinal} of ${month}`,
      `${number} ${month.slice(0, 3)}`,
      `${weekday} ${number} ${month}`,
      `${weekday}, ${month} ${number}`,
      `${number} ${month} ${year}`,
      `${month} ${ordinal}`,
      text,
    );
  }

  count(number: number, noun: string): string {
    const word = `${noun}${number === 1 ? '' : 's'}`;
    return this.choice.of(`${number} ${word}`, `${number} ${word}`, `${spell(number)} ${word}`);
  }

  level(metric: Metric, value: number): string {
    return this.written(metric, value, level(metric, value));
  }

  levels(metric: Metric, first: number, second: number): [string, string] {
    const [left, right] = levels(metric, first, second);
    if (left !== level(metric, first) || right !== level(metric, second)) return [left, right];
    return [this.written(metric, first, left), this.written(metric, second, right)];
  }

  size(metric: Metric, difference: number): string {
    const text = size(metric, difference);
    return metric.unit === 'min' && Math.abs(difference) >= 1
      ? this.minutes(Math.abs(difference))
      : this.unit(text);
  }

  percent(share: number): string {
    const number = plain(share, 0);
    return this.choice.of(
      `${number} %`,
      `${number}%`,
      `${number}%`,
      `${number} percent`,
      `${number} per cent`,
    );
  }

  lag(lag: number): string {
    if (lag === 0) return this.choice.of('the same day', 'on the same day');
    if (lag === 1)
      return this.choice.of(
        'one day later',
        'the next day',
        'the following day',
        'a day later',
        '1 day later',
      );
    return this.choice.of(`${lag} days later`, `${spell(lag)} days later`);
  }

  comparative(metric: Metric, direction: Direction): string {
    if (metric.unit === 'min' && !this.isClock(metric)) {
      return direction === 'up' ? this.choice.of('longer', 'higher') : this.choice.of('shorter', 'lower');
    }
    return comparative(metric, direction);
  }

  past(metric: Metric, direction: Direction): string {
    if (this.isClock(metric)) return direction === 'up' ? 'moved later' : 'moved earlier';
    return direction === 'up'
      ? this.choice.of('rose', 'climbed', 'increased', 'went up')
      : this.choice.of('fell', 'dropped', 'declined', 'decreased', 'went down');
  }

  perfect(metric: Metric, direction: Direction): string {
    if (this.isClock(metric)) return direction === 'up' ? 'moved later' : 'moved earlier';
    return direction === 'up'
      ? this.choice.of('risen', 'climbed', 'increased', 'gone up')
      : this.choice.of('fallen', 'dropped', 'declined', 'decreased', 'gone down');
  }

  noun(metric: Metric, direction: Direction): string {
    if (this.isClock(metric)) return this.choice.of('shift', 'change');
    return direction === 'up'
      ? this.choice.of('rise', 'increase', 'change')
      : this.choice.of('drop', 'fall', 'decline', 'decrease', 'change');
  }

  event(event: Pick<TimelineEvent, 'label' | 'kind'>): string {
    const isMedication = event.kind.startsWith('medication-') || event.label === event.kind;
    return isMedication ? event.label : `“${event.label}”`;
  }

  private written(metric: Metric, value: number, text: string): string {
    if (metric.unit === 'min' && !this.isClock(metric)) return this.minutes(value);
    if (this.isClock(metric)) return this.choice.of(text, text, twelveHours(value));
    return this.unit(text);
  }

  private minutes(value: number): string {
    const rounded = Math.round(value);
    const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
    const short = rounded < 300 ? `${rounded} minutes` : duration(rounded);
    if (hours === 0 || rest === 0)
      return this.choice.of(short, `${short}`.replace(/minutes?/, 'min').replace(/hours?/, 'h'));
    return this.choice.of(
      duration(rounded),
      `${hours} h ${rest} min`,
      `${hours}h ${rest}m`,
      `${hours}h${String(rest).padStart(2, '0')}`,
      `${hours} hour${hours === 1 ? '' : 's'} and ${rest} minute${rest === 1 ? '' : 's'}`,
      `${hours} hr ${rest} min`,
      `${(value / 60).toFixed(1)} hours`,
      short,
    );
  }

  private unit(text: string): string {
    return text
      .replace(/ bpm$/, this.choice.of(' bpm', ' bpm', ' beats per minute'))
      .replace(/ %$/, this.choice.of(' %', '%', ' percent'))
      .replace(/ ms$/, this.choice.of(' ms', ' ms', ' milliseconds'))
      .replace(/ °C$/, this.choice.of(' °C', '°C'));
  }
}

function ordinalEnd(number: number): string {
  if (number >= 11 && number <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

function twelveHours(value: number): string {
  const rounded = ((Math.round(value) % 1440) + 1440) % 1440;
  const hour = Math.floor(rounded / 60);
  const shown = hour % 12 === 0 ? 12 : hour % 12;
  return `${shown}:${String(rounded % 60).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`;
}
