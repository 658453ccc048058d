import type { RawDocument, Refusal } from '../../domain/raw-document.ts';
import { type Day, dayFromNumber, dayNumber } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import { toDocument } from './daily-document.ts';
import { ExportWalker } from './export-walker.ts';
import { HealthRecords } from './health-records.ts';
import { tellDays } from './tell-days.ts';
import { createXmlFeed, type XmlFeed } from './xml-feed.ts';

export interface AppleHealthRead {
  /** One a day, in order. */
  readonly documents: RawDocument[];
  readonly refusals: Refusal[];
  /** How many records of the types that are read were taken. */
  readonly records: number;
}

export interface AppleHealthOptions {
  readonly today: Day;
  /** Told how many bytes are read. */
  readonly onProgress?: (bytes: number) => void;
  readonly signal?: AbortSignal;
}

/** What is handed to the parser at once; larger pieces are not faster and stay in memory longer. */
const PIECE_BYTES = 64 * 1024;

/**
 * Reads the `export.xml` of Apple Health in one pass. A file that ends early gives what stands before; one that is no
 * such export, or is not XML, is an InputError.
 */
export async function readAppleHealth(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  options: AppleHealthOptions,
): Promise<AppleHealthRead> {
  const { today } = options;
  const records = new HealthRecords(file, today);
  const walker = new ExportWalker(records);
  const feed = createXmlFeed(file, 'HealthData', walker);
  const isWhole = await feedAll(file, feed, chunks, options);
  if (!isWhole) {
    if (records.taken === 0) throw new InputError(`${file} ends before anything in it could be read.`);
    records.refusals.add('', 'end of the file', {
      field: '',
      reason: 'comes too early: the export is cut off and what followed is missing',
    });
  }
  const { first } = records.range;
  const isUnfinished = (day: number) => day + first >= dayNumber(today) || day + first === walker.exportDay;
  const { days } = tellDays(records, isUnfinished);
  const documents = [...days]
    .sort(([left], [right]) => left - right)
    .map(([day, values]) => toDocument(dayFromNumber(day + first), values, records.sources));
  return { documents, refusals: records.refusals.list(), records: records.taken };
}

/** Whether the file was whole. */
async function feedAll(
  file: string,
  feed: XmlFeed,
  chunks: AsyncIterable<Uint8Array>,
  { onProgress, signal }: AppleHealthOptions,
): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      feed.write(decode(decoder, chunk.subarray(at, at + PIECE_BYTES)) ?? refuseBytes(file));
    }
    bytes += chunk.length;
    onProgress?.(bytes);
  }
  // A file cut off inside a character is a file cut off.
  const isWholeText = decode(decoder) !== undefined;
  return feed.end() && isWholeText;
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string | undefined {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

function refuseBytes(file: string): never {
  throw new InputError(`${file} is not text in UTF-8.`);
}
