import { Command, Option } from 'commander';
import { goalsWithProgress } from '../../jobs/goals-of.ts';
import { dayInZone } from '../../shared/day.ts';
import { NotFoundError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { metricCalled, parseGoal } from '../goal-words.ts';
import { personOption } from '../options.ts';
import { indented } from '../profile-listing.ts';

interface Options {
  readonly person: string;
  readonly set?: string;
  readonly drop?: string;
  readonly json?: true;
}

export function goalCommand(tools: CliTools): Command {
  return new Command('goal')
    .description('set what a person wants to come to, or show how their goals stand')
    .addOption(personOption())
    .addOption(
      new Option('--set <goal>', 'such as "sleep efficiency >= 82 by 2027-01-05"').conflicts(['drop']),
    )
    .option('--drop <metric>', 'take the goal of this metric out')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nOne goal a metric: set again it takes the place of the one before. Pages and the weekly digest tell how it stands.\n',
    )
    .action(async (options: Options) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const today = dayInZone(app.clock.now(), person.timezone);
      if (options.set !== undefined) {
        const value = parseGoal(options.set, today);
        await app.profiles.upsert(person, [{ kind: 'goal', value }]);
      }
      if (options.drop !== undefined) {
        const { slug } = metricCalled(options.drop);
        const { goals } = await app.profiles.get(person);
        const value = goals.find(({ metric }) => metric === slug);
        if (value === undefined) throw new NotFoundError('There is no goal of this metric.');
        await app.profiles.withdraw(person, { kind: 'goal', value });
      }
      const goals = await goalsWithProgress(app, person, today);
      if (options.json) tools.print(`${JSON.stringify(goals, null, 2)}\n`);
      else if (goals.length === 0)
        tools.print(
          `There are no goals. Set one: rounds goal --person ${person.slug} --set "…"; see --help.\n`,
        );
      else for (const { text } of goals) tools.print(`${indented(text, 0, tools.columns).join('\n')}\n`);
    });
}
