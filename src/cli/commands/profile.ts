import { Command, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import { type Profile, profileLists } from '../../domain/profile.ts';
import { importProfile } from '../../jobs/import-files.ts';
import { dayInZone, minuteInZone } from '../../shared/day.ts';
import { NotFoundError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { type KnownAt, knownAtOption, momentOf } from '../known-at.ts';
import { onOneLine } from '../one-line.ts';
import { personOption } from '../options.ts';
import { requireKind } from '../profile-entries.ts';
import { profileHistory } from '../profile-history.ts';
import { profileListing } from '../profile-listing.ts';
import { nobodyToConfirm, withdrawEntry } from '../profile-withdraw.ts';
import { redFlagLines, tellWhetherSettled } from '../tell-red-flags.ts';
import { tellRefusals } from '../tell-refusals.ts';

interface Options {
  readonly person: string;
  readonly knownAt?: KnownAt;
  readonly history?: string;
  readonly withdraw?: readonly string[];
  readonly yes?: true;
  readonly add?: true;
  readonly json?: true;
}

export function profileCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('profile')
    .description(
      'show what is kept of a person beside the numbers: conditions, medicines, labs, appointments',
    )
    .addOption(personOption())
    .option('--json', 'print it as the profile.json that "rounds import" takes')
    .addOption(knownAtOption())
    .addOption(
      new Option('--history <kind>', 'every version of the entries of a kind instead').conflicts([
        'knownAt',
        'withdraw',
        'add',
      ]),
    )
    .addOption(
      new Option(
        '--withdraw <words...>',
        'take an entry out: its kind, and what it is called (medication Lisinopril, lab 2026-01-08 TSH)',
      ).conflicts(['knownAt', 'add', 'json']),
    )
    .option('--yes', 'withdraw without being asked')
    .addOption(
      new Option('--add', 'take in profile JSON, or a part of it, from standard input').conflicts([
        'knownAt',
        'json',
      ]),
    )
    .addHelpText(
      'after',
      '\nKinds: condition, allergy, medication, adherence, lab, appointment, event, cycle, note, visit, goal,\nbirth-year, country, name (as the pages name the person), prepared-by. An entry that is added takes the place of the one of the same name (a lab: of that day), the whole of it; nothing is\nerased.\n',
    )
    .action(async (options: Options) => {
      if (options.withdraw && !options.yes && tools.terminal === undefined) throw nobodyToConfirm();
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const isDone = await act(tools, app, person, options);
      if (!isDone) finish(exitCodes.refused);
    });
}

async function act(tools: CliTools, app: AppHandle, person: Person, options: Options): Promise<boolean> {
  const { withdraw, yes = false, add, history, json = false } = options;
  if (withdraw !== undefined) return withdrawEntry(tools, app, person, withdraw, yes);
  if (add) return addFromInput(tools, app, person);
  if (history === undefined) await show(tools, app, person, options);
  else await showHistory(tools, app, person, history, json);
  return true;
}

async function show(tools: CliTools, app: AppHandle, person: Person, { knownAt, json }: Options) {
  const { slug, timezone } = person;
  const then = knownAt && momentOf(knownAt, timezone);
  const profile = await app.profiles.get(person, then && { knownAt: then.instant.toISOString() });
  if (json) return tools.print(asJson({ timezone, ...profile }));
  const asKnown = then === undefined ? '' : ` · as known on ${minuteInZone(then.instant, timezone)}`;
  const born = profile.birthYear === undefined ? '' : ` · born ${profile.birthYear}`;
  const country = profile.country === undefined ? '' : ` · ${profile.country}`;
  const named = profile.displayName === undefined ? '' : ` · named ${profile.displayName} on pages`;
  const preparer = profile.preparedBy === undefined ? '' : ` · prepared by ${profile.preparedBy}`;
  tools.print(`${onOneLine(`${slug} · ${timezone}${country}${born}${named}${preparer}${asKnown}`)}\n`);
  const listing = profileListing(profile, then?.today ?? dayInZone(app.clock.now(), timezone), tools.columns);
  tools.print(listing || nothingToList(person, profile, then !== undefined));
}

function nothingToList({ slug }: Person, profile: Profile, isOfThen: boolean): string {
  const hasEntries = Object.values(profileLists).some((list) => profile[list].length > 0);
  if (hasEntries) return 'There is nothing current to list; --json prints everything.\n';
  if (isOfThen) return 'There were no entries by then.\n';
  return `There are no entries yet. Add some with: rounds import profile.json --person ${slug}\n`;
}

async function showHistory(tools: CliTools, app: AppHandle, person: Person, word: string, json: boolean) {
  const kind = requireKind(word);
  const versions = await app.profiles.history(person, kind);
  if (versions.length === 0) throw new NotFoundError('There has never been an entry of this kind.');
  const { timezone } = person;
  tools.print(json ? asJson(versions) : profileHistory(kind, versions, { timezone, width: tools.columns }));
}

/** Returns whether everything was taken. */
async function addFromInput(tools: CliTools, app: AppHandle, person: Person): Promise<boolean> {
  if (tools.terminal !== undefined) tools.note('Write or paste profile JSON and end it with Ctrl-D.\n');
  const input = await tools.readInput();
  const { summary, refusals, alarms } = await importProfile(app, person, 'standard input', input);
  for (const raised of alarms) tools.print(redFlagLines(raised));
  tools.print(`${summary}\n`);
  await tellWhetherSettled(tools, alarms);
  tellRefusals(tools, refusals);
  return refusals.length === 0;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
