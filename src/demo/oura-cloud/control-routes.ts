import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { CloudContext } from './context.ts';
import { switchSchema, turnOn } from './control-switches.ts';
import { noContent, ok, type Reply, readJson, refuse, refuseBody } from './reply.ts';
import { webhookDataTypes, webhookOperations } from './webhook-types.ts';

const announcement = z.strictObject({
  copies: z.int().min(1).max(100).optional(),
  // A caller waits for the answer, so nothing is tried again unless asked.
  retries: z.int().min(0).max(10).default(0),
  wrongSignature: z.boolean().optional(),
  staleSeconds: z.int().optional(),
  alteredBody: z.boolean().optional(),
  spaced: z.boolean().optional(),
  reversed: z.boolean().optional(),
});

const sending = announcement.omit({ reversed: true }).extend({
  event_type: z.enum(webhookOperations),
  data_type: z.enum(webhookDataTypes),
  object_id: z.string(),
  event_time: z.string().optional(),
  user_id: z.string().optional(),
});

/** The simulator's own routes, for whoever tests another program against it. The real API has none of them. */
export async function answerControl(
  context: CloudContext,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  switch (`${request.method} ${path}`) {
    case 'POST /simulator/faults':
      return withBody(request, switchSchema, (told) => {
        turnOn(context, told);
        return noContent;
      });
    case 'DELETE /simulator/faults':
      context.faults.clear();
      return noContent;
    case 'GET /simulator/requests':
      return ok(account(context));
    case 'POST /simulator/webhooks/announce':
      return withBody(request, announcement, async (options) =>
        ok({ statuses: await context.announce(options) }),
      );
    case 'POST /simulator/webhooks/send':
      return withBody(request, sending, (told) => send(context, told));
    default:
      return refuse(404, 'Not Found');
  }
}

function account({ counts, limiter }: CloudContext) {
  return {
    requests: Object.fromEntries(counts),
    rate_limit_violations: limiter.violations(),
    peak: { token: limiter.peak('token'), application: limiter.peak('application') },
  };
}

async function send(context: CloudContext, told: z.infer<typeof sending>): Promise<Reply> {
  const {
    event_type: event,
    data_type: dataType,
    object_id: objectId,
    event_time: eventTime,
    ...rest
  } = told;
  const { user_id: accountId = context.accounts[0]?.id ?? '', ...options } = rest;
  const statuses = await context.sender.send({ event, dataType, objectId, accountId, eventTime }, options);
  return ok({ statuses });
}

async function withBody<Told>(
  request: IncomingMessage,
  schema: z.ZodType<Told>,
  act: (told: Told) => Reply | Promise<Reply>,
): Promise<Reply> {
  const read = schema.safeParse(await readJson(request));
  return read.success ? act(read.data) : refuseBody(read.error.issues);
}
