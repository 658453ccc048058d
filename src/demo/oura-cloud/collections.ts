import type { Clock } from '../../shared/clock.ts';
import type { CloudAccount, CloudDocument } from './account.ts';
import type { FaultDesk } from './faults.ts';
import { readToken, writeToken } from './paging.ts';
import { ok, type Reply, refuse } from './reply.ts';
import { type CollectionRule, collectionRules, instantOf, isInside, parseRange } from './window.ts';

/** Who asks, as the bearer token tells. */
export interface Caller {
  readonly account: CloudAccount;
  readonly scopes: ReadonlySet<string>;
}

export interface CollectionsOptions {
  readonly clock: Clock;
  readonly pageSize: number;
  readonly faults: FaultDesk;
}

/** Answers `/v2/usercollection/{collection}` and `/{document_id}` for a caller already known. */
export function answerCollection(
  options: CollectionsOptions,
  caller: Caller,
  path: { readonly collection: string; readonly documentId: string | undefined },
  query: URLSearchParams,
): Reply {
  if (path.collection === 'personal_info') {
    return path.documentId === undefined ? personalInfo(caller) : refuse(404, 'Not Found');
  }
  const rule = ruleOf(path.collection);
  if (rule === undefined) return refuse(404, 'Not Found');
  if (!caller.scopes.has(rule.scope)) return missingScope(rule.scope);
  if (path.documentId !== undefined)
    return oneDocument(options, caller, path.collection, path.documentId, rule);
  return list(options, caller, path.collection, rule, query);
}

function ruleOf(collection: string): CollectionRule | undefined {
  return Object.hasOwn(collectionRules, collection) ? collectionRules[collection] : undefined;
}

/** The live answer for a scope that was not granted: 401, not the 403 of the documentation. */
function missingScope(scope: string): Reply {
  return refuse(401, `Token is not authorized access ${scope} scope.`);
}

function personalInfo({ account, scopes }: Caller): Reply {
  if (!scopes.has('personal')) return missingScope('personal');
  const email = scopes.has('email') ? (account.personalInfo.email ?? null) : null;
  return ok({ ...account.personalInfo, id: account.id, email });
}

function oneDocument(
  { clock, faults }: CollectionsOptions,
  { account }: Caller,
  collection: string,
  documentId: string,
  rule: CollectionRule,
): Reply {
  if (rule.timeSeries) return refuse(404, 'Not Found');
  const stored = account.documents[collection]?.find(({ id }) => id === documentId);
  const shown = stored && faults.view(collection, stored, clock.now());
  return shown === undefined ? refuse(404, 'Document not found.') : ok(shown);
}

function list(
  { clock, faults, pageSize }: CollectionsOptions,
  { account }: Caller,
  collection: string,
  rule: CollectionRule,
  query: URLSearchParams,
): Reply {
  const token = query.get('next_token');
  const place = token === null ? undefined : readToken(token, account.id, collection);
  if (token !== null && place === undefined) return refuse(400, 'Invalid next_token.');
  // The token carries its range: it may come alone or with the parameters of the first request.
  const range = place ?? parseRange(rule, query, clock.now().getTime());
  if (range === undefined) return invalidRange(rule);
  const found = (account.documents[collection] ?? [])
    .filter((document) => isInside(rule, document, range))
    .map((document) => faults.view(collection, document, clock.now()))
    .filter((document) => document !== undefined)
    .sort((left, right) => instantOf(rule, left) - instantOf(rule, right));
  const offset = place?.offset ?? 0;
  const next = offset + pageSize;
  const data = found.slice(offset, next).map((document) => project(document, query.get('fields')));
  const { from, to } = range;
  const more = next < found.length;
  return ok({
    data,
    next_token: more ? writeToken({ user: account.id, collection, from, to, offset: next }) : null,
  });
}

function invalidRange(rule: CollectionRule): Reply {
  const name = rule.timeSeries ? 'start_datetime' : 'start_date';
  return refuse(422, [
    { type: 'value_error', loc: ['query', name], msg: 'Invalid date range', input: null, ctx: {} },
  ]);
}

/** `id` and `day` always come back; unknown names are ignored, and a list of nothing but those returns everything. */
function project(document: CloudDocument, fields: string | null): CloudDocument {
  const wanted = (fields ?? '').split(',').filter((field) => Object.hasOwn(document, field));
  if (wanted.length === 0) return document;
  const kept = new Set(['id', 'day', ...wanted]);
  return Object.fromEntries(Object.entries(document).filter(([name]) => kept.has(name)));
}
