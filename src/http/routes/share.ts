import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import type { SharedForm } from '../../domain/share.ts';
import { enterShare, type OpenShareDependencies, openShare, type SharedPage } from '../../jobs/open-share.ts';
import { PROOF_SECONDS } from '../../jobs/share-passcode.ts';
import { renderHtml } from '../../reports/html.ts';
import { renderPdf } from '../../reports/pdf.ts';
import { RoundsError } from '../../shared/errors.ts';
import type { Logger } from '../../shared/logger.ts';
import { nothingSharedPage, notNowPage, passcodePage } from '../../web/share-page.ts';
import { clientAddress } from '../client-address.ts';
import { policyWith } from '../security-headers.ts';
import { ShareLimits } from '../share-limits.ts';

export interface ShareRouteDependencies extends OpenShareDependencies {
  readonly shareUrl: string;
  readonly logger: Logger;
}

const COOKIE = 'rounds-share';
const MOST_BYTES = 1_024;
/** Shorter than any. */
const NOBODYS_TOKEN = 'nobody';

/**
 * What somebody with a link sees: one page, its PDF, nothing else. Whatever is not to be seen gets the same answer after
 * the same search, so that it cannot be told what is the matter with a link, or whether there ever was one.
 */
export function shareRoute(dependencies: ShareRouteDependencies): Hono {
  const limits = new ShareLimits(dependencies.clock);
  return new Hono()
    .use(sharedHeaders)
    .get('/:token', (context) => show(context, 'page'))
    .get('/:token/page.pdf', (context) => show(context, 'pdf'))
    .post('/:token', bodyLimit({ maxSize: MOST_BYTES, onError: nothing }), enter)
    .all('*', nothing)
    .onError((error, context) => {
      if (error instanceof RoundsError && error.code === 'not-found') return nothing(context);
      dependencies.logger.error({ err: error, requestId: context.get('requestId') }, 'request failed');
      return context.html(notNowPage, 503);
    });

  /** For whoever asks too often a token is searched for that nobody has: the same work, the same answer. */
  async function findLink(context: Context, token: string) {
    const isHammering = limits.isHammering(clientAddress(context));
    const link = await dependencies.shares.findOpen(isHammering ? NOBODYS_TOKEN : token);
    return { link: link && limits.isCrowded(link.id) ? undefined : link, isHammering };
  }

  async function show(context: Context, form: SharedForm): Promise<Response> {
    const token = context.req.param('token') ?? '';
    const { link } = await findLink(context, token);
    if (link === undefined) return nothing(context);
    const shared = await openShare(dependencies, link, form, getCookie(context, COOKIE));
    if (shared === undefined) return nothing(context);
    if (shared === 'passcode') return context.html(passcodePage({ wasWrong: false }));
    return form === 'pdf' ? pdfOf(context, shared) : htmlOf(context, shared, token);
  }

  async function enter(context: Context): Promise<Response> {
    const token = context.req.param('token') ?? '';
    const given = new URLSearchParams(await context.req.text()).get('passcode') ?? '';
    const { link, isHammering } = await findLink(context, token);
    const entered = await limits.hashed(isHammering, () => enterShare(dependencies, link, given));
    if (entered === undefined) return nothing(context);
    if (entered === 'wrong') return context.html(passcodePage({ wasWrong: true }), 403);
    if (entered.proof !== undefined) {
      const { protocol, pathname } = new URL(dependencies.shareUrl);
      setCookie(context, COOKIE, entered.proof, {
        path: `${pathname.replace(/\/$/, '')}/s/${token}`,
        httpOnly: true,
        sameSite: 'Strict',
        secure: protocol === 'https:',
        maxAge: PROOF_SECONDS,
      });
    }
    // Relative, and so below whatever path a proxy has put before it.
    return context.redirect(`./${token}`, 303);
  }
}

function nothing(context: Context): Response {
  return context.html(nothingSharedPage, 404);
}

function htmlOf(context: Context, { page, raised }: SharedPage, token: string) {
  const links = [{ label: 'As PDF', href: `./${token}/page.pdf` }];
  return context.html(renderHtml(page, { links, raised }));
}

async function pdfOf(context: Context, { page, raised }: SharedPage): Promise<Response> {
  return context.body(new Uint8Array(await renderPdf(page, { raised })).buffer, 200, {
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="talking-points-${page.asOf}.pdf"`,
  });
}

const policy = policyWith({ 'img-src': 'data:' });

/** The address is the secret: no other site is told where somebody comes from, and no search engine keeps it. */
const sharedHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', policy);
  context.header('Referrer-Policy', 'no-referrer');
  context.header('X-Robots-Tag', 'noindex, nofollow');
};
