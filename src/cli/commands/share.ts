import { Command, InvalidArgumentError, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import { MOST_SHARE_DAYS, USUAL_SHARE_DAYS } from '../../domain/share.ts';
import { createShare, requireShareUrl, type ShareTerms } from '../../jobs/share-page.ts';
import { type Day, minuteInZone, spellDay } from '../../shared/day.ts';
import { ConfigError, InputError, NotFoundError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { askForPasscode } from '../ask-for-passcode.ts';
import { exitCodes } from '../exit-code.ts';
import { onOneLine } from '../one-line.ts';
import { asOfOption, personOption } from '../options.ts';
import { shareListing } from '../share-listing.ts';

interface Options {
  readonly person?: string;
  readonly asOf?: Day;
  readonly newest?: true;
  readonly days?: number;
  readonly label?: string;
  readonly passcode?: true;
  readonly list?: true;
  readonly json?: true;
  readonly revoke?: string;
}

const MOST_LABEL = 100;
const ofNewLinks = ['asOf', 'newest', 'days', 'label', 'passcode'];

export function shareCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('share')
    .description(
      'make a link that shows somebody one page; list such links and when they were read; revoke one',
    )
    .addOption(personOption().makeOptionMandatory(false))
    .addOption(asOfOption('the page of this day (default: the newest there is now)'))
    .addOption(new Option('--newest', 'whatever page is the newest when somebody looks').conflicts(['asOf']))
    .addOption(
      new Option(
        '--days <number>',
        `how long the link is valid, at most ${MOST_SHARE_DAYS} days (default: ${USUAL_SHARE_DAYS})`,
      ).argParser(daysArgument),
    )
    .addOption(new Option('--label <text>', 'whom it is for; only you see this').argParser(labelArgument))
    .option(
      '--passcode',
      'ask for a passcode that the reader must know; without a terminal it is read from standard input',
    )
    .addOption(new Option('--list', 'print the links of a person').conflicts(ofNewLinks))
    .addOption(new Option('--json', 'with --list, as JSON').implies({ list: true }))
    .addOption(
      new Option('--revoke <id>', 'from now on this link shows nothing').conflicts([
        ...ofNewLinks,
        'list',
        'json',
        'person',
      ]),
    )
    .addHelpText('after', help)
    .action(async (options: Options) => {
      if ((options.person === undefined) === (options.revoke === undefined)) {
        throw new ConfigError(
          'Either --person NAME, or --revoke ID with an id that --person NAME --list shows.',
        );
      }
      await using app = await tools.openApp();
      const isDone =
        options.revoke === undefined
          ? await act(tools, app, options)
          : await revoke(tools, app, options.revoke);
      if (!isDone) finish(exitCodes.refused);
    });
}

const help = `
The link shows the page and its PDF to whoever has it, and nothing else. It is printed once: what is kept is only a
digest. By default it shows the page as it is now. ROUNDS_SHARE_URL says where the outside reaches this server; let
only /s/ through from there. Every time it is read stands in --list. A passcode is told by another way than the link.
`;

function daysArgument(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_SHARE_DAYS) return days;
  throw new InvalidArgumentError(`A number from 1 to ${MOST_SHARE_DAYS}.`);
}

function labelArgument(text: string): string {
  const label = onOneLine(text).trim();
  if (label.length <= MOST_LABEL) return label;
  throw new InvalidArgumentError(`At most ${MOST_LABEL} characters.`);
}

/** False: it was broken off. */
async function act(tools: CliTools, app: AppHandle, options: Options): Promise<boolean> {
  const person = await app.people.get(options.person ?? '');
  return options.list ? list(tools, app, person, options.json) : make(tools, app, person, options);
}

async function make(tools: CliTools, app: AppHandle, person: Person, options: Options): Promise<boolean> {
  requireShareUrl(app);
  const latest = await app.pages.findLatestRound(person, options.asOf);
  if (latest === undefined) {
    throw new NotFoundError(
      `There is no such page of ${person.slug} to share. Make one: rounds round --person ${person.slug}`,
    );
  }
  const passcode = options.passcode ? await passcodeFrom(tools) : undefined;
  if (options.passcode && passcode === undefined) {
    tools.note('Broken off: no link was made.\n');
    return false;
  }
  const page: ShareTerms['page'] = options.newest ? 'newest' : { roundId: latest.roundId };
  const { days, label } = options;
  const { id, url, expiresAt } = await createShare(app, person, { page, days, label, passcode });
  tools.print(`${url}\n`);
  const what = options.newest
    ? 'the newest page'
    : `the page of ${spellDay(latest.page.asOf, { year: true })}`;
  const until = minuteInZone(new Date(expiresAt), person.timezone);
  tools.note(
    `It shows ${what} until ${until}, and is not printed again.\nWhen it was read: rounds share --person ${person.slug} --list\nTake it back: rounds share --revoke ${id}\n`,
  );
  return true;
}

async function passcodeFrom(tools: CliTools): Promise<string | undefined> {
  if (tools.terminal !== undefined) return askForPasscode(tools.terminal);
  const [first = '', ...more] = new TextDecoder()
    .decode(await tools.readInput())
    .trimEnd()
    .split('\n');
  if (more.length === 0) return first;
  throw new InputError('Standard input is the passcode: one line.');
}

async function list(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  json: true | undefined,
): Promise<boolean> {
  const links = await app.shares.list(person);
  if (json) tools.print(`${JSON.stringify(links, null, 2)}\n`);
  else if (links.length === 0) tools.note(`${person.slug} shares nothing.\n`);
  else tools.print(shareListing(links, person.timezone));
  return true;
}

async function revoke(tools: CliTools, app: AppHandle, id: string): Promise<boolean> {
  const { isNew } = await app.shares.revoke(id);
  tools.print(isNew ? 'Revoked: this link shows nothing any more.\n' : 'This link was revoked before.\n');
  return true;
}
