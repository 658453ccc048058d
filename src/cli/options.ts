import { InvalidArgumentError, Option } from 'commander';
import { type Day, isDay, isTimeZone } from '../shared/day.ts';

export function personOption(): Option {
  return new Option('-p, --person <name>', 'whose data').makeOptionMandatory();
}

export function asOfOption(description: string): Option {
  return new Option('--as-of <day>', description).argParser(dayArgument);
}

export function dayOption(description: string): Option {
  return new Option('--day <day>', description).argParser(dayArgument);
}

export function rangeOption(flag: '--from' | '--to', description: string): Option {
  return new Option(`${flag} <day>`, description).argParser(dayArgument);
}

export function dayArgument(text: string): Day {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
}

/** "1,3": places in a list, counted from one. */
export function placesArgument(text: string): readonly number[] {
  const places = text.split(',').map((part) => Number(part.trim()));
  if (places.every((place) => Number.isInteger(place) && place >= 1)) return places;
  throw new InvalidArgumentError('Points are named by their numbers, such as 1,3.');
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

/** The demo begins again every day and forgets the day before: nobody real may bear its name. */
export const DEMO_SLUG = 'demo';

export function ownPersonOption(): Option {
  return personOption().argParser((text) => {
    if (text !== DEMO_SLUG) return text;
    throw new InvalidArgumentError(`"${DEMO_SLUG}" is the demo's own name. Choose another.`);
  });
}

export function timezoneOption(): Option {
  return new Option('--timezone <name>', 'time zone of a new person')
    .default(Intl.DateTimeFormat().resolvedOptions().timeZone)
    .argParser((text) => {
      if (isTimeZone(text)) return text;
      throw new InvalidArgumentError('A time zone is an IANA name, for example Europe/London.');
    });
}
