import { Argument, Command, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import { parseEmail } from '../../domain/contact.ts';
import { resendNotification } from '../../jobs/resend-notification.ts';
import { type Delivery, sendTestNotices } from '../../jobs/send-notification.ts';
import { dayInZone, minuteInZone } from '../../shared/day.ts';
import { ConfigError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { personOption } from '../options.ts';

interface Options {
  readonly person?: string;
  readonly email?: string;
  readonly none?: true;
  readonly test?: true;
}

export function contactCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('contact')
    .description('where a person is told that there is something to read, and whether that worked')
    .addArgument(
      new Argument('[action]', 'send a notice again that may not have arrived').choices(['resend']),
    )
    .addArgument(new Argument('[id]', 'the id of that notice'))
    .addOption(personOption().makeOptionMandatory(false))
    .addOption(new Option('--email <address>', 'tell the person at this address').conflicts(['none', 'test']))
    .addOption(new Option('--none', 'forget the address').conflicts(['test']))
    .option('--test', 'send a notice that tells of nothing, now, and say how it went')
    .addHelpText(
      'after',
      '\nA notice says that a page is ready and nothing of what it says. ROUNDS_NOTIFY_URL is told for everybody,\nROUNDS_SMTP_URL for people with an address.\n',
    )
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

async function act(tools: CliTools, app: AppHandle, options: Options): Promise<boolean> {
  const email = options.email === undefined ? undefined : parseEmail(options.email);
  const person = await app.people.get(options.person ?? '');
  if (options.test) return test(tools, app, person);
  if (email !== undefined) {
    await app.contacts.upsert(person, { email });
    tools.print(
      `${person.slug} will be told at this address. Try it: rounds contact --person ${person.slug} --test\n`,
    );
    if (!app.channels.some(({ name }) => name === 'mail')) tools.note(`${NO_MAIL}\n`);
  } else if (options.none) {
    const wasThere = await app.contacts.delete(person);
    tools.print(`${person.slug} ${wasThere ? 'has no address any more' : 'had no address'}.\n`);
  } else await show(tools, app, person);
  return true;
}

const NO_MAIL = 'There is no mail server to send by: set ROUNDS_SMTP_URL.';

async function show(tools: CliTools, app: AppHandle, person: Person): Promise<void> {
  const contact = await app.contacts.find(person);
  const isSet = (name: string) => app.channels.some((channel) => channel.name === name);
  tools.print(`mail\t${contact?.email ?? 'no address'}${isSet('mail') ? '' : ` · ${NO_MAIL}`}\n`);
  tools.print(`url\t${isSet('url') ? 'ROUNDS_NOTIFY_URL is told' : 'ROUNDS_NOTIFY_URL is not set'}\n`);
  for (const notice of await app.notifications.listUnsettled({ personId: person.id })) {
    const at = minuteInZone(new Date(notice.updatedAt), person.timezone);
    const reason = notice.reason === undefined ? '' : ` · ${notice.reason}`;
    tools.print(`${at}\t${notice.kind} by ${notice.channel}: ${notice.state}${reason}\t${notice.id}\n`);
  }
}

async function test(tools: CliTools, app: AppHandle, person: Person): Promise<boolean> {
  const day = dayInZone(app.clock.now(), person.timezone);
  const deliveries = await sendTestNotices(app, person, day);
  if (deliveries.length === 0) {
    throw new ConfigError(
      'There is no way to tell this person: set ROUNDS_NOTIFY_URL, or ROUNDS_SMTP_URL and --email.',
    );
  }
  for (const { channel, delivery } of deliveries) tools.print(`${channel}\t${inWords(delivery)}\n`);
  return deliveries.every(({ delivery }) => delivery.state === 'sent');
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
