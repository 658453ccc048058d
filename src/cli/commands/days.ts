import { Command, Option } from 'commander';
import { seriesOf } from '../../jobs/custom-metrics.ts';
import { addDays, type Day, dayInZone } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { dailyTables } from '../daily-table.ts';
import { dailyValues, dailyValuesAsCsv, dailyValuesAsJson } from '../daily-values.ts';
import { personOption, rangeOption } from '../options.ts';

const USUAL_DAYS = 14;
/** Which device a metric is read from is decided by the last two months, whatever part of them is shown. */
const DECIDING_DAYS = 60;

interface Options {
  readonly person: string;
  readonly from?: Day;
  readonly to?: Day;
  readonly json?: true;
  readonly csv?: true;
}

export function daysCommand(tools: CliTools): Command {
  return new Command('days')
    .description('print the daily values as they are kept: nights, naps, activity, check-ins')
    .addOption(personOption())
    .addOption(rangeOption('--from', `the first day (default: ${USUAL_DAYS} days up to the last)`))
    .addOption(rangeOption('--to', 'the last day (default: today where the person lives)'))
    .addOption(new Option('--json', 'print as JSON').conflicts('csv'))
    .option('--csv', 'print as CSV, one row a day')
    .action(async (options: Options) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const to = options.to ?? dayInZone(app.clock.now(), person.timezone);
      const from = options.from ?? addDays(to, 1 - USUAL_DAYS);
      if (from > to) throw new InputError('The first day lies after the last one.');
      const series = await seriesOf(app, person, addDays(from, -DECIDING_DAYS), to);
      const values = dailyValues(series, from, to);
      if (options.json) {
        const about = { person: person.slug, timezone: person.timezone, from, to };
        tools.print(dailyValuesAsJson(values, about));
      } else if (options.csv) {
        tools.print(dailyValuesAsCsv(values));
      } else if (values.columns.length === 0) {
        tools.note(`There is no value from ${from} to ${to}.\n`);
      } else {
        tools.print(dailyTables(values, tools.columns));
      }
    });
}
