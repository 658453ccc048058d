import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorCode } from '../shared/errors.ts';
import type { Logger } from '../shared/logger.ts';
import { errorPage } from '../web/error-page.ts';
import { toHttpError } from './http-error.ts';

/** For programs as JSON, for people as a page. */
export function answerErrors(app: Hono, logger: Logger): Hono {
  app.notFound((context) =>
    answer(context, 'Not found', 404, 'not-found', 'There is nothing at this address.'),
  );
  app.onError((error, context) => {
    const { status, code, message } = toHttpError(error);
    const requestId = context.get('requestId');
    if (status >= 500) logger.error({ err: error, requestId }, 'request failed');
    return answer(context, 'This did not work', status, code, message);
  });
  return app;
}

function answer(
  context: Context,
  title: string,
  status: ContentfulStatusCode,
  code: ErrorCode,
  message: string,
) {
  return /^\/(api|webhooks|metrics)(\/|$)/.test(context.req.path)
    ? context.json({ error: { code, message } }, status)
    : context.html(errorPage(title, message), status);
}
