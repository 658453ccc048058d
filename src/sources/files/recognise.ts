import type { Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { firstLine, parseCsv } from './csv.ts';
import { parseJson } from './json.ts';
import { isCheckInHeader } from './read-check-ins.ts';
import { isLabHeader } from './read-labs.ts';
import { collectionOf } from './read-oura.ts';
import { profileKeys } from './read-profile.ts';
import { baseName, decodeText } from './text.ts';

/** What a file is, by what stands in it, opened as far as telling that took. */
export type Recognised =
  | { readonly kind: 'oura'; readonly bodies: readonly unknown[] }
  | { readonly kind: 'check-ins'; readonly text: string }
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
    if ('line' in parsed) {
      return unrecognised('is not valid JSON', `line ${parsed.line}, column ${parsed.column}`);
    }
    return (
      recogniseJson(parsed.value) ??
      unrecognised('is neither an Oura response, a profile nor a FHIR resource')
    );
  }
  const [header] = parseCsv(firstLine(text)).records;
  if (header !== undefined && isCheckInHeader(header.cells)) return { kind: 'check-ins', text };
  if (header !== undefined && isLabHeader(header.cells)) return { kind: 'labs', text };
  return unrecognised(
    'is neither an Oura response, a profile, a FHIR resource nor a table of check-ins or labs',
  );
}

function recogniseJson(value: unknown): Recognised | undefined {
  if (Array.isArray(value)) return { kind: 'oura', bodies: value };
  if (!isRecord(value)) return undefined;
  if (typeof value.resourceType === 'string') return { kind: 'fhir', resource: value };
  if (Array.isArray(value.data)) return { kind: 'oura', bodies: value.data };
  if (profileKeys.some((key) => Object.hasOwn(value, key))) return { kind: 'profile', profile: value };
  // One document as the by-id route answers it.
  return collectionOf(value) === undefined ? undefined : { kind: 'oura', bodies: [value] };
}
