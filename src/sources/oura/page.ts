import { TransientError } from '../../shared/errors.ts';
import { splitJson } from '../json-parts.ts';

/** One document or row of a page, parsed, and word for word. */
export interface PageItem {
  readonly body: unknown;
  readonly text: string;
}

export interface Page {
  readonly items: readonly PageItem[];
  /** Opaque, and it holds the member's id: never logged. */
  readonly next: string | undefined;
}

/** A page is taken whole or not at all: what broke off on the way is asked for again. */
export function readPage(text: string): Page {
  const { parts, fault } = splitJson(Buffer.from(text));
  if (fault !== undefined) throw brokenOff();
  if (!parts.some(({ kind, key }) => kind === 'list' && key === 'data')) throw notAPage();
  const items = parts
    .filter(({ kind, key }) => kind === 'element' && key === 'data')
    .map((part) => ({ body: parseAnswer(part.text), text: part.text ?? '' }));
  const token = parts.findLast(({ kind, key }) => kind === 'member' && key === 'next_token');
  const next = token === undefined ? null : parseAnswer(token.text);
  if (next !== null && typeof next !== 'string') throw notAPage();
  return { items, next: next === null || next === '' ? undefined : next };
}

export function parseAnswer(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw brokenOff();
  }
}

function brokenOff(): TransientError {
  return new TransientError("Oura's answer broke off in the middle.");
}

function notAPage(): TransientError {
  return new TransientError("Oura's answer is not a page of documents.");
}
