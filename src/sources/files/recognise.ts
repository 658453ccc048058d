import type { Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { firstLine, parseCsv } from './csv.ts';
import { parseJson } from './json.ts';
import { isApiError } from './oura-names.ts';
import { isCheckInJson } from './read-check-in-json.ts';
import { isCheckInHeader } from './read-check-ins.ts';
import { isLabHeader } from './read-labs.ts';
import { collectionOf, isWrapper } from './read-oura.ts';
import { profileKeys } from './read-profile.ts';
import { baseName, decodeText } from './text.ts';

/** A file up to this size is read as a whole, so that its faults can be named by line and column. */
export const SMALL_BYTES = 8_000_000;
/** Enough to tell what a file is. */
export const HEAD_BYTES = 64_000;

const LIST_OF_DOCUMENTS = /^(?:\xef\xbb\xbf|\ufeff)?\s*(?:\[|\{[\s\S]*?"data"\s*:\s*\[)/;

/** Whether a file begins as documents do: such a one can be read without ever being in memory as a whole. */
export function isListOfDocuments(head: Uint8Array): boolean {
  return LIST_OF_DOCUMENTS.test(Buffer.from(head).toString('latin1'));
}

const NOTHING_KNOWN =
  'is neither an Oura response, check-ins, a profile, a FHIR resource nor a table of laboratory results';

const API_ERROR = 'is what the API answers when it refuses a request; there is no data in it';

/** What a file is, by what stands in it, opened as far as telling that took. */
export type Recognised =
  /** `fault`: where the JSON as a whole breaks off; documents before that may be good. */
  | { readonly kind: 'oura'; readonly bytes: Uint8Array; readonly fault?: Refusal }
  | { readonly kind: 'check-ins'; readonly text: string }
  | { readonly kind: 'check-in-json'; readonly value: unknown }
  | { readonly kind: 'labs'; readonly text: string }
  | { readonly kind: 'fhir'; readonly resource: Readonly<Record<string, unknown>> }
  | { readonly kind: 'profile'; readonly profile: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unrecognised'; readonly refusal: Refusal };

export function recognise({ path, bytes }: { path: string; bytes: Uint8Array }): Recognised {
  const unrecognised = (reason: string, record = 'file'): Recognised => ({
    kind: 'unrecognised',
    refusal: { file: baseName(path), record, field: '', reason },
  });
  const decoded = decodeText(bytes);
  if ('reason' in decoded) return unrecognised(decoded.reason);
  const { text } = decoded;
  if (text.trim() === '') return unrecognised('is empty');
  if (/^\s*[[{]/.test(text)) {
    const parsed = parseJson(text);
    if ('value' in parsed) {
      if (isApiError(parsed.value)) return unrecognised(API_ERROR);
      return recogniseJson(parsed.value, bytes) ?? unrecognised(NOTHING_KNOWN);
    }
    const record = `line ${parsed.line}, column ${parsed.column}`;
    const broken = { file: baseName(path), record, field: '', reason: 'is not valid JSON' };
    return LIST_OF_DOCUMENTS.test(text)
      ? { kind: 'oura', bytes, fault: broken }
      : { kind: 'unrecognised', refusal: broken };
  }
  const [header] = parseCsv(firstLine(text)).records;
  if (header !== undefined && isCheckInHeader(header.cells)) return { kind: 'check-ins', text };
  if (header !== undefined && isLabHeader(header.cells)) return { kind: 'labs', text };
  return unrecognised(NOTHING_KNOWN);
}

function recogniseJson(value: unknown, bytes: Uint8Array): Recognised | undefined {
  if (isCheckInJson(value)) return { kind: 'check-in-json', value };
  const oura: Recognised = { kind: 'oura', bytes };
  if (Array.isArray(value)) return oura;
  if (!isRecord(value)) return undefined;
  if (typeof value.resourceType === 'string') return { kind: 'fhir', resource: value };
  if (isWrapper(value)) return oura;
  if (profileKeys.some((key) => Object.hasOwn(value, key))) return { kind: 'profile', profile: value };
  // One document as the by-id route answers it.
  return collectionOf(value) === undefined
    ? undefined
    : { kind: 'oura', bytes: Buffer.concat([Buffer.from('['), bytes, Buffer.from(']')]) };
}
