import { Argument, Command, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import {
  type Contact,
  type DailyChoice,
  dailyChoices,
  parseEmail,
  parseNtfyTopic,
} from '../../domain/contact.ts';
import { resendNotification } from '../../jobs/resend-notification.ts';
import { type Delivery, sendTestNotices } from '../../jobs/send-notification.ts';
import { dayInZone } from '../../shared/day.ts';
import { ConfigError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { NO_MAIL, showContact } from '../contact-listing.ts';
import { exitCodes } from '../exit-code.ts';
import { personOption } from '../options.ts';

interface Options {
  readonly person?: string;
  readonly email?: string;
  readonly ntfy?: string;
  readonly values?: OnOff;
  readonly daily?: DailyChoice;
  readonly digest?: OnOff;
  readonly none?: true;
  readonly test?: true;
}

type OnOff = (typeof onOff)[number];
const onOff = ['on', 'off'] as const;

export function contactCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('contact')
    .description('where a person is told that there is something to read, how much, and whether that worked')
    .addArgument(
      new Argument('[action]', 'send a notice again that may not have arrived').choices(['resend']),
    )
    .addArgument(new Argument('[id]', 'the id of that notice'))
    .addOption(personOption().makeOptionMandatory(false))
    .addOption(new Option('--email <address>', 'tell the person at this address').conflicts(['none', 'test']))
    .addOption(new Option('--ntfy <url>', 'tell the person by this ntfy topic').conflicts(['none', 'test']))
    .addOption(
      new Option('--daily <when>', 'when to tell of a night by itself')
        .choices(dailyChoices)
        .conflicts('test'),
    )
    .addOption(new Option('--digest <on|off>', 'tell of weeks').choices(onOff).conflicts('test'))
    .addOption(
      new Option('--values <on|off>', 'health values in the texts of notices')
        .choices(onOff)
        .conflicts('test'),
    )
    .addOption(new Option('--none', 'forget the addresses').conflicts(['test']))
    .option('--test', 'send a notice that tells of nothing, now, and say how it went')
    .addHelpText('after', HELP)
    .action(async (action: 'resend' | undefined, id: string | undefined, options: Options) => {
      if (
        (action === undefined) === (options.person === undefined) ||
        (action !== undefined && id === undefined)
      ) {
        throw new ConfigError('Either --person NAME, or resend ID with the id that --person NAME lists.');
      }
      await using app = await tools.openApp();
      const isDone = id === undefined ? await act(tools, app, options) : await resend(tools, app, id);
      if (!isDone) finish(exitCodes.refused);
    });
}

const HELP = `
A notice says that a page is ready and nothing of what it says; with --values on its text holds the night's line, what
moved in a week, or the points of the pack for an appointment. ROUNDS_NOTIFY_URL is told for everybody, ROUNDS_SMTP_URL
for people with an address. Red flags and packs are told whatever is chosen.
`;

async function act(tools: CliTools, app: AppHandle, options: Options): Promise<boolean> {
  const change = changeOf(options);
  const person = await app.people.get(options.person ?? '');
  if (options.test) return test(tools, app, person);
  if (options.none) await forget(tools, app, person, change);
  else if (Object.keys(change).length === 0) await showContact(tools, app, person);
  else await keep(tools, app, person, change);
  return true;
}

function changeOf({ email, ntfy, values, daily, digest }: Options): Contact {
  return {
    ...(email === undefined ? {} : { email: parseEmail(email) }),
    ...(ntfy === undefined ? {} : { ntfy: parseNtfyTopic(ntfy) }),
    ...(values === undefined ? {} : { values: values === 'on' }),
    ...(daily === undefined ? {} : { daily }),
    ...(digest === undefined ? {} : { digest: digest === 'on' }),
  };
}

async function keep(tools: CliTools, app: AppHandle, person: Person, change: Contact): Promise<void> {
  await app.contacts.upsert(person, { ...(await app.contacts.find(person)), ...change });
  if (change.email === undefined && change.ntfy === undefined) return showContact(tools, app, person);
  tools.print(
    `${person.slug} will be told at this address. Try it: rounds contact --person ${person.slug} --test\n`,
  );
  if (change.email !== undefined && !isMailSet(app)) tools.note(`${NO_MAIL}\n`);
}

function isMailSet({ channels }: AppHandle): boolean {
  return channels.some(({ name }) => name === 'mail');
}

/** What was chosen outlives the addresses: whoever comes back is told no more than they wanted. */
async function forget(tools: CliTools, app: AppHandle, person: Person, change: Contact): Promise<void> {
  const { email, ntfy, ...chosen } = { ...(await app.contacts.find(person)), ...change };
  if (Object.keys(chosen).length === 0) await app.contacts.delete(person);
  else await app.contacts.upsert(person, chosen);
  const wasThere = email !== undefined || ntfy !== undefined;
  tools.print(`${person.slug} ${wasThere ? 'has no address any more' : 'had no address'}.\n`);
}

async function test(tools: CliTools, app: AppHandle, person: Person): Promise<boolean> {
  const day = dayInZone(app.clock.now(), person.timezone);
  const deliveries = await sendTestNotices(app, person, day);
  if (deliveries.length === 0) {
    throw new ConfigError(
      'There is no way to tell this person: set ROUNDS_NOTIFY_URL, or ROUNDS_SMTP_URL and --email, or --ntfy.',
    );
  }
  for (const { channel, delivery } of deliveries) tools.print(`${channel}\t${inWords(delivery)}\n`);
  // Whoever tries all ways must not take silence of the mail for success.
  const isMailMissing = !isMailSet(app) && (await app.contacts.find(person))?.email !== undefined;
  if (isMailMissing) tools.print(`mail\tnot sent · ${NO_MAIL}\n`);
  return !isMailMissing && deliveries.every(({ delivery }) => delivery.state === 'sent');
}

async function resend(tools: CliTools, app: AppHandle, id: string): Promise<boolean> {
  const delivery = await resendNotification(app, id);
  tools.print(`${inWords(delivery)}\n`);
  return delivery.state === 'sent';
}

function inWords(delivery: Delivery): string {
  if (delivery.state === 'sent') return 'sent';
  if (delivery.state === 'busy') return 'another process is sending it';
  return `${delivery.state === 'waiting' ? 'not sent' : delivery.state} · ${delivery.reason}`;
}
