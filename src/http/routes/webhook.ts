import { Hono } from 'hono';
import { isOwnChallenge, type ReceiveDependencies, receiveWebhook } from '../../jobs/receive-webhook.ts';
import { RoundsError } from '../../shared/errors.ts';
import { limitBody } from '../json-body.ts';

const MOST_KILOBYTES = 64;

/** Where Oura announces documents. Whoever asks here has to prove to be Oura; nothing is told to anybody. */
export function webhookRoute(dependencies: ReceiveDependencies): Hono {
  return new Hono()
    .get('/', (context) => {
      if (!isOwnChallenge(dependencies, context.req.query('verification_token') ?? '')) throw notOura();
      return context.json({ challenge: context.req.query('challenge') ?? '' });
    })
    .post('/', limitBody(MOST_KILOBYTES), async (context) => {
      const isTaken = await receiveWebhook(dependencies, {
        timestamp: context.req.header('x-oura-timestamp'),
        signature: context.req.header('x-oura-signature'),
        body: new Uint8Array(await context.req.arrayBuffer()),
      });
      if (!isTaken) throw notOura();
      return context.json({ received: true });
    });
}

function notOura(): RoundsError {
  return new RoundsError('This is not signed by Oura, or it is too old.', { code: 'unauthorised' });
}
