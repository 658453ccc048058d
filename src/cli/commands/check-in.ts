import { Command, Option } from 'commander';
import type { CheckInRevision } from '../../../db/stores/check-in-store.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import { type Answers, answerNames, type Reporter, reporters, saysSomething } from '../../domain/check-in.ts';
import { recordCheckIn, requireRecentDay } from '../../jobs/record-check-in.ts';
import { type Day, dayInZone, spellDay } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { type AnswerFlags, noAnswers, withFlags } from '../check-in-answers.ts';
import { historyTable } from '../check-in-history.ts';
import { exitCodes } from '../exit-code.ts';
import { dayOption, personOption } from '../options.ts';
import { redFlagLines, tellWhetherSettled } from '../tell-red-flags.ts';

interface Options extends AnswerFlags {
  readonly person: string;
  readonly day?: Day;
  readonly reporter: Reporter;
  readonly history?: true;
  readonly json?: true;
}

export function checkInCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('check-in')
    .description('tell how a day is: mood, energy, fatigue, pain (0 to 10), new symptoms, notes')
    .addOption(personOption())
    .addOption(dayOption('the day it is about (default: today where the person lives)'))
    .addOption(new Option('--reporter <who>', 'who tells it').choices(reporters).default('self'))
    .option('--mood <score>', '0 very low, 10 very good')
    .option('--energy <score>', '0 none, 10 plenty')
    .option('--fatigue <score>', '0 none, 10 the worst')
    .option('--pain <score>', '0 none, 10 the worst')
    .option('--symptoms <text>', 'what is new')
    .option('--notes <text>', 'anything else')
    .addOption(
      new Option('--history', 'show every revision of the day instead').conflicts([
        'reporter',
        ...answerNames,
      ]),
    )
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWithout scores, symptoms or notes it asks for them, with what was told before to be changed. What is given is\nchanged, the rest of the day’s check-in stays; "none" takes a score back, "" a text.\n',
    )
    .action(async (options: Options) => {
      const isFlagged = answerNames.some((name) => options[name] !== undefined);
      if (!options.history && !isFlagged && tools.terminal === undefined) throw nobodyToAsk();
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const day = options.day ?? dayInZone(app.clock.now(), person.timezone);
      if (options.history) return showHistory(tools, app, person, day, options.json ?? false);
      requireRecentDay(app.clock, person, day);
      const key = { day, reporter: options.reporter };
      const before = await app.checkIns.find(person, key);
      const answers = isFlagged
        ? withFlags(before ?? noAnswers, options)
        : await askAt(tools, `${person.slug}, ${spellDay(day, { weekday: true })}`, before ?? noAnswers);
      if (answers === undefined) {
        tools.note('Broken off: nothing was kept.\n');
        finish(exitCodes.refused);
        return;
      }
      const { kept, alarm } = await recordCheckIn(app, person, day, {
        ...answers,
        reporter: options.reporter,
      });
      const redFlags = redFlagLines(alarm);
      if (options.json) {
        tools.note(redFlags);
        const noticeFailed = await alarm.settled;
        const whomToCall = alarm.flags.length > 0 ? { emergencyNumber: alarm.emergencyNumber } : {};
        tools.print(asJson({ ...kept, redFlags: alarm.flags, ...whomToCall, noticeFailed }));
      } else {
        tools.print(`${redFlags}${outcome(before, kept)}\n`);
        await tellWhetherSettled(tools, [alarm]);
      }
    });
}

/** Loaded when somebody is there to be asked. */
async function askAt({ terminal }: CliTools, title: string, before: Answers) {
  if (terminal === undefined) throw nobodyToAsk();
  const { askForAnswers } = await import('../check-in-prompt.ts');
  return askForAnswers(terminal, title, before);
}

function nobodyToAsk(): InputError {
  return new InputError(
    'There is no terminal to ask at. Give the answers as options: --mood, --energy, --fatigue, --pain, --symptoms, --notes.',
  );
}

async function showHistory(tools: CliTools, app: AppHandle, person: Person, day: Day, json: boolean) {
  const revisions = await app.checkIns.history(person, day);
  if (revisions.length === 0) throw new NotFoundError('There is no check-in of this day.');
  tools.print(json ? asJson(revisions) : historyTable(revisions, person.timezone));
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function outcome(before: CheckInRevision | undefined, kept: CheckInRevision): string {
  const what = `The check-in of ${spellDay(kept.day, { year: true })} (${kept.reporter})`;
  if (before?.revision === kept.revision) return `${what} said this already.`;
  if (!saysSomething(kept)) return `${what} is withdrawn. Its history stays.`;
  return before === undefined
    ? `${what} is kept.`
    : `${what} is changed. What it said before stays in its history.`;
}
