import type { MiddlewareHandler } from 'hono';

const POLICY = 'Content-Security-Policy';
const REFERRER = 'Referrer-Policy';
const usual = {
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': "'self' data:",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
};

/** The policy of a page that needs more than the others do. */
export function policyWith(more: Readonly<Record<string, string>> = {}): string {
  return Object.entries({ ...usual, ...more })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}

/**
 * Health pages run no script, load nothing from elsewhere, stay out of caches, frames and referrers. A page with a
 * policy of its own has set it already.
 */
export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has(POLICY)) context.header(POLICY, policyWith());
  context.header('Cache-Control', 'no-store');
  // With "no-referrer" a browser would not say either that a form comes from this server's own page.
  if (!context.res.headers.has(REFERRER)) context.header(REFERRER, 'same-origin');
  context.header('X-Content-Type-Options', 'nosniff');
};
