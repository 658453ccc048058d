import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Person, PersonStore } from '../../../db/stores/person-store.ts';
import { dailyChoices, preferencesOf } from '../../domain/contact.ts';
import { forgetBrowser, keepBrowser } from '../../jobs/keep-browser.ts';
import { type ChannelDependencies, sendTestNotices } from '../../jobs/send-notification.ts';
import type { Clock } from '../../shared/clock.ts';
import { dayInZone } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import { notificationsPage, pushPageScript } from '../../web/notifications-page.ts';
import { pushWorkerScript } from '../../web/push-worker.ts';
import { limitBody, readJsonBody } from '../json-body.ts';
import { policyWith } from '../security-headers.ts';

export interface NotificationDependencies extends ChannelDependencies {
  readonly people: PersonStore;
  /** By which browsers know this server again. */
  readonly pushKey: () => Promise<string>;
  readonly clock: Clock;
}

const scriptDigest = createHash('sha256').update(pushPageScript).digest('base64');
const policy = policyWith({
  'script-src': `'sha256-${scriptDigest}'`,
  'worker-src': "'self'",
  'connect-src': "'self'",
});

const MOST_KILOBYTES = 8;
const formSchema = z.object({
  daily: z.enum(dailyChoices),
  digest: z.literal('on').optional(),
  values: z.literal('on').optional(),
});

/** What a person is told of and in which browsers. Addresses are set where rounds runs, not here. */
export function notificationsRoute(dependencies: NotificationDependencies): Hono {
  const { people, contacts, clock } = dependencies;
  return new Hono()
    .get('/:slug/notifications', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const said = context.req.query('saved') === undefined ? [] : ['Saved.'];
      return show(context, dependencies, person, said);
    })
    .post('/:slug/notifications', limitBody(MOST_KILOBYTES), async (context) => {
      const person = await people.get(context.req.param('slug'));
      const form = formSchema.safeParse(await context.req.parseBody());
      if (!form.success) throw new InputError('The form was not filled in as it is shown.');
      const { daily, digest, values } = form.data;
      const chosen = { daily, digest: digest === 'on', values: values === 'on' };
      await contacts.upsert(person, { ...(await contacts.find(person)), ...chosen });
      return context.redirect(`/people/${encodeURIComponent(person.slug)}/notifications?saved`, 303);
    })
    .post('/:slug/notifications/test', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const day = dayInZone(clock.now(), person.timezone);
      const tried = await sendTestNotices(dependencies, person, day);
      const said = tried.map(
        ({ channel, delivery }) =>
          `A test by ${channel}: ${delivery.state === 'sent' ? 'sent.' : `${delivery.state}. ${delivery.reason}`}`,
      );
      return show(context, dependencies, person, said.length === 0 ? ['There is no way to tell yet.'] : said);
    });
}

async function show(
  context: Context,
  { contacts, pushSubscriptions, channels }: NotificationDependencies,
  person: Person,
  said: readonly string[],
) {
  const [contact, browsers] = await Promise.all([contacts.find(person), pushSubscriptions.list(person)]);
  const isSet = (name: string) => channels.some((channel) => channel.name === name);
  const ways = [
    `Mail: ${contact?.email === undefined ? 'no address' : isSet('mail') ? 'an address' : 'an address, and no mail server to send by'}.`,
    `ntfy: ${contact?.ntfy === undefined ? 'no topic' : 'a topic'}.`,
    `Browsers: ${browsers.length === 0 ? 'none' : browsers.length}.`,
    ...(isSet('url') ? ['The address that is told for everybody here, without any values.'] : []),
  ];
  const preferences = preferencesOf(contact);
  context.header('Content-Security-Policy', policy);
  return context.html(notificationsPage({ slug: person.slug, preferences, ways, said }));
}

/** What a browser needs to be told: the server's key, and the script that shows what comes. */
export function pushApiRoute({ pushKey }: Pick<NotificationDependencies, 'pushKey'>): Hono {
  return new Hono()
    .get('/api/push/key', async (context) => context.json({ key: await pushKey() }))
    .get('/push-worker.js', (context) =>
      context.body(pushWorkerScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
    );
}

export function pushSubscriptionsRoute(
  dependencies: Pick<NotificationDependencies, 'people' | 'pushSubscriptions'>,
): Hono {
  const { people } = dependencies;
  return new Hono()
    .post('/:slug/push-subscriptions', limitBody(MOST_KILOBYTES), async (context) => {
      const told = await readJsonBody(context);
      await keepBrowser(dependencies, await people.get(context.req.param('slug')), told);
      return context.body(null, 201);
    })
    .delete('/:slug/push-subscriptions', limitBody(MOST_KILOBYTES), async (context) => {
      const told = await readJsonBody(context);
      await forgetBrowser(dependencies, await people.get(context.req.param('slug')), told);
      return context.body(null, 204);
    });
}
