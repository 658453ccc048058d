import { InvalidArgumentError, Option } from 'commander';
import { type Day, isDay } from '../shared/day.ts';

export function personOption(): Option {
  return new Option('-p, --person <name>', 'whose data').makeOptionMandatory();
}

export function asOfOption(description: string): Option {
  return new Option('--as-of <day>', description).argParser(parseDayArgument);
}

function parseDayArgument(text: string): Day {
  if (isDay(text)) return text;
  throw new InvalidArgumentError('A day is written YYYY-MM-DD.');
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}
