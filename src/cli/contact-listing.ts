import type { Person } from '../../db/stores/person-store.ts';
import { type Contact, type DailyChoice, preferencesOf } from '../domain/contact.ts';
import type { News } from '../domain/silence.ts';
import { minuteInZone } from '../shared/day.ts';
import type { AppHandle, CliTools } from './app-handle.ts';

export const NO_MAIL = 'There is no mail server to send by: set ROUNDS_SMTP_URL.';

const daily: Readonly<Record<DailyChoice, string>> = {
  changes: 'told of when they bring something new, three times in seven days at most',
  'every-day': 'told of every day',
  never: 'not told of',
};

const reasons: Readonly<Record<News, string>> = {
  'new-point': 'something new on the page',
  'point-gone': 'something no longer on the page',
  'unusual-night': 'a night far from the usual',
  connection: 'a connection that needs the person',
  'no-nights': 'nights without a reading',
};

/** How somebody is told, how much, and what may not have arrived. */
export async function showContact(tools: CliTools, app: AppHandle, person: Person): Promise<void> {
  const contact = await app.contacts.find(person);
  for (const line of waysOf(app, contact, (await app.pushSubscriptions.list(person)).length)) {
    tools.print(`${line}\n`);
  }
  const chosen = preferencesOf(contact);
  tools.print(`nights\t${daily[chosen.daily]}${await lastNightOf(app, person)}\n`);
  tools.print(`weeks\t${chosen.digest ? 'told of' : 'not told of'}\n`);
  tools.print(`values\t${chosen.values ? 'in texts, never in subjects' : 'in no notice'}\n`);
  for (const notice of await app.notifications.listUnsettled({ personId: person.id })) {
    const at = minuteInZone(new Date(notice.updatedAt), person.timezone);
    const reason = notice.reason === undefined ? '' : ` · ${notice.reason}`;
    tools.print(`${at}\t${notice.kind} by ${notice.channel}: ${notice.state}${reason}\t${notice.id}\n`);
  }
}

function waysOf(app: AppHandle, contact: Contact | undefined, browsers: number): string[] {
  const isSet = (name: string) => app.channels.some((channel) => channel.name === name);
  return [
    `mail\t${contact?.email ?? 'no address'}${isSet('mail') ? '' : ` · ${NO_MAIL}`}`,
    `url\t${isSet('url') ? 'ROUNDS_NOTIFY_URL is told' : 'ROUNDS_NOTIFY_URL is not set'}`,
    `ntfy\t${contact?.ntfy === undefined ? 'no topic' : 'a topic of their own'}`,
    `push\t${browsers === 0 ? 'no browser' : `${browsers} ${browsers === 1 ? 'browser' : 'browsers'}`}`,
  ];
}

/** Why the last page was told of, or was not: silence is to be told from a fault. */
async function lastNightOf({ announcements }: AppHandle, person: Person): Promise<string> {
  const last = await announcements.findLatest(person);
  if (last === undefined) return '';
  const why = last.news.length === 0 ? 'nothing new' : last.news.map((one) => reasons[one]).join(', ');
  return ` · ${last.asOf}: ${last.isTold ? 'told' : 'kept quiet'}, ${why}`;
}
