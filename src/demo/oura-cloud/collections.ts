import type { Clock } from '../../shared/clock.ts';
import type { RowSeries } from '../row-series.ts';
import type { CloudAccount, CloudDocument } from './account.ts';
import type { FaultDesk } from './faults.ts';
import { readToken, writeToken } from './paging.ts';
import { ok, type Reply, refuse, refuseScope } from './reply.ts';
import { latestRow, rowsBetween, seriesOf } from './series.ts';
import { type CollectionRule, instantOf, isInside, parseRange, type Range, ruleOf } from './window.ts';

/** Who asks, as the bearer token tells. */
export interface Caller {
  readonly account: CloudAccount;
  readonly scopes: ReadonlySet<string>;
}

export interface CollectionsOptions {
  readonly clock: Clock;
  readonly pageSize: number;
  readonly faults: FaultDesk;
  readonly maxHeartrateDays: number;
}

/** One request for a page, read and allowed. */
interface Query {
  readonly account: CloudAccount;
  readonly collection: string;
  readonly rule: CollectionRule;
  readonly parameters: URLSearchParams;
  readonly range: Range;
  /** Documents sent on the pages before. */
  readonly offset: number;
}

/** Answers `/v2/usercollection/{collection}` and `/{document_id}` for a caller already known. */
export function answerCollection(
  options: CollectionsOptions,
  caller: Caller,
  path: { readonly collection: string; readonly documentId: string | undefined },
  parameters: URLSearchParams,
): Reply {
  const { collection, documentId } = path;
  if (collection === 'personal_info') {
    return documentId === undefined ? personalInfo(caller) : refuse(404, 'Not Found');
  }
  const rule = ruleOf(collection);
  if (rule === undefined) return refuse(404, 'Not Found');
  if (!caller.scopes.has(rule.scope)) return refuseScope(rule.scope);
  if (documentId !== undefined) return oneDocument(options, caller, collection, documentId, rule);
  return list(options, caller.account, collection, rule, parameters);
}

function personalInfo({ account, scopes }: Caller): Reply {
  if (!scopes.has('personal')) return refuseScope('personal');
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
  options: CollectionsOptions,
  account: CloudAccount,
  collection: string,
  rule: CollectionRule,
  parameters: URLSearchParams,
): Reply {
  const token = parameters.get('next_token');
  const place = token === null ? undefined : readToken(token, account.id, collection);
  if (token !== null && place === undefined) return refuse(400, 'Invalid next_token.');
  // The token carries its range: it may come alone or with the parameters of the first request.
  const range = place ?? parseRange(rule, parameters, options.clock.now().getTime());
  if (range === undefined) return invalidRange(rule);
  if (collection === 'heartrate' && range.to - range.from > options.maxHeartrateDays * 86_400_000) {
    return refuse(400, 'The requested date range is too long.');
  }
  const query: Query = { account, collection, rule, parameters, range, offset: place?.offset ?? 0 };
  if (!rule.timeSeries) return pageOfDocuments(options, query);
  const series = account.series?.[collection] ?? seriesOf(account.documents[collection] ?? []);
  return pageOfRows(options, query, series);
}

function pageOfDocuments({ clock, faults, pageSize }: CollectionsOptions, query: Query): Reply {
  const { account, collection, rule, range, offset } = query;
  const found = (account.documents[collection] ?? [])
    .map((document) => faults.view(collection, document, clock.now()))
    .filter((document) => document !== undefined)
    .filter((document) => isInside(rule, document, range))
    .sort((left, right) => instantOf(rule, left) - instantOf(rule, right));
  const next = offset + pageSize;
  return page(query, found.slice(offset, next), next < found.length ? { ...range, offset: next } : undefined);
}

/** The token of rows names the instant to go on from: no page has to make the rows before it again. */
function pageOfRows({ clock, faults, pageSize }: CollectionsOptions, query: Query, series: RowSeries): Reply {
  const now = clock.now();
  const until = faults.horizon(now);
  if (query.parameters.get('latest') === 'true') {
    const latest = latestRow(series, Math.min(until, now.getTime()));
    return page(query, latest === undefined ? [] : [latest], undefined);
  }
  const { from, to } = query.range;
  const rows = rowsBetween(series, { from, to: Math.min(to, until) }, pageSize + 1);
  const first = rows[pageSize];
  const next = first && { from: Date.parse(first.timestamp), to, offset: query.offset + pageSize };
  return page(query, rows.slice(0, pageSize), next);
}

function page(
  { account, collection, parameters }: Query,
  documents: readonly CloudDocument[],
  next: (Range & { readonly offset: number }) | undefined,
): Reply {
  const { from, to, offset } = next ?? { from: 0, to: 0, offset: 0 };
  return ok({
    data: documents.map((document) => project(document, parameters.get('fields'))),
    next_token: next === undefined ? null : writeToken({ user: account.id, collection, from, to, offset }),
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
