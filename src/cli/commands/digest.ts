import { Command, Option } from 'commander';
import type { Digest } from '../../domain/digest.ts';
import { lastEndedWeek, parseWeekEnding, type Week } from '../../domain/week.ts';
import { makeDigest } from '../../jobs/make-digest.ts';
import type { Day } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { dayArgument, personOption } from '../options.ts';

const formats = ['text', 'md', 'html', 'json'] as const;
type Format = (typeof formats)[number];

export function digestCommand(tools: CliTools): Command {
  return new Command('digest')
    .description(
      'show what a week brought: what is new on the pages, what is still there, what is not any more',
    )
    .addOption(personOption())
    .addOption(
      new Option('--week-ending <day>', 'the Sunday it ended on (default: the last one)').argParser(
        dayArgument,
      ),
    )
    .addOption(new Option('--format <name>', 'how to print it').choices(formats).default('text'))
    .action(async (options: { person: string; weekEnding?: Day; format: Format }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const week = endedWeek(options.weekEnding, lastEndedWeek(app.clock.now(), person.timezone));
      const digest = await makeDigest(app, person, week);
      if (digest === undefined) {
        throw new NotFoundError(
          `${person.slug} has no page of the week ending ${week.to}, so there is no digest of it.`,
        );
      }
      tools.print(await printed(tools, digest, options.format));
    });
}

function endedWeek(day: Day | undefined, last: Week): Week {
  const week = day === undefined ? last : parseWeekEnding(day);
  if (week.to <= last.to) return week;
  throw new InputError(`This week is not over yet; the last one that is ended on ${last.to}.`);
}

async function printed(tools: CliTools, digest: Digest, format: Format): Promise<string> {
  // With it comes what draws charts: half a second that no other command should wait for.
  const { renderDigestHtml, renderDigestMarkdown, renderDigestText } = await import(
    '../../reports/digest.ts'
  );
  switch (format) {
    case 'text':
      return renderDigestText(digest, { width: tools.columns, colour: tools.isTerminal });
    case 'md':
      return renderDigestMarkdown(digest);
    case 'html':
      return renderDigestHtml(digest);
    case 'json':
      return `${JSON.stringify(digest, null, 2)}\n`;
  }
}
