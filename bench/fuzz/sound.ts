import { findMetric, isPlausible } from '../../src/domain/metric.ts';
import type { RawDocument, Refusal } from '../../src/domain/raw-document.ts';
import type { DailyValue } from '../../src/domain/series.ts';
import { InputError } from '../../src/shared/errors.ts';
import { canonicalJson } from '../../src/shared/json.ts';

/**
 * Stands in every good file where a person's own words would: no message may repeat it. Longer than the names of
 * columns and fields that are repeated, for words can slip into their place.
 */
export const SECRET = 'zaphod-beeblebrox-once-told-trillian-in-confidence';

/** Long enough to name a place, too short to tell what stands there. */
const LONGEST = { file: 60, record: 160, field: 100, reason: 200 };

export function expectTrue(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

export function checkRefusals(refusals: readonly Refusal[]): void {
  for (const refusal of refusals) {
    for (const [part, longest] of Object.entries(LONGEST)) {
      checkLine(refusal[part as keyof Refusal], longest, `the ${part} of a refusal`);
    }
  }
}

function checkLine(text: string, longest: number, what: string): void {
  expectTrue(!/[\p{Cc}\u2028\u2029]/u.test(text), `${what} is more than a line`);
  expectTrue(text.length <= longest, `${what} is ${text.length} characters long`);
  expectTrue(!text.includes(SECRET), `${what} quotes what stands in the file`);
}

export function checkValues(values: readonly DailyValue[]): void {
  const seen = new Set<string>();
  for (const { metric, day, value } of values) {
    const shape = findMetric(metric);
    expectTrue(shape !== undefined && isPlausible(shape, value), `${metric} is not plausible`);
    expectTrue(!Object.is(value, -0), `${metric} is minus zero`);
    expectTrue(/^(1999|20\d\d|2100)-\d\d-\d\d$/.test(day), `${metric} is of an unbelievable day`);
    expectTrue(!seen.has(`${metric} ${day}`), `${metric} is there twice`);
    seen.add(`${metric} ${day}`);
  }
}

export function checkDocuments(documents: readonly RawDocument[]): void {
  for (const { documentId, day, body, text } of documents) {
    expectTrue(documentId !== '', 'a document has no id');
    expectTrue(day === undefined || /^20\d\d-\d\d-\d\d$/.test(day), 'a document is of an unbelievable day');
    const canonical = canonicalJson(body);
    expectTrue(
      text === undefined || canonicalJson(JSON.parse(text)) === canonical,
      'a document says something else than its text',
    );
  }
}

/** Where the door allows a refusal of the file as a whole. */
export async function orRefused(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    checkLine(error.publicMessage, LONGEST.reason, 'the message');
  }
}
