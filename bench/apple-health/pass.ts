import { createReadStream } from 'node:fs';
import { SaxesParser } from 'saxes';
import { readAppleHealth } from '../../src/sources/apple-health/read.ts';
import { exportDay } from './export-file.ts';

export type PassName = 'bare' | 'ours';

export interface Pass {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly records: number;
  readonly days: number;
}

const PIECE = 64 * 1024;

/** One way through the file in this process, which does nothing else. */
export async function runPass(name: PassName, path: string): Promise<Pass> {
  const began = performance.now();
  const counts = name === 'bare' ? await bare(path) : await ours(path);
  return {
    ...counts,
    milliseconds: performance.now() - began,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** The same reading and decoding, and a listener that does nothing. */
async function bare(path: string) {
  const parser = new SaxesParser();
  parser.on('opentag', () => {});
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
    parser.write(decoder.decode(chunk as Uint8Array, { stream: true }));
  }
  parser.write(decoder.decode()).close();
  return { records: 0, days: 0 };
}

async function ours(path: string) {
  const chunks = createReadStream(path, { highWaterMark: PIECE });
  const { records, documents, refusals } = await readAppleHealth('export.xml', chunks, { today: exportDay });
  if (refusals.length > 0) throw new Error(`Refused: ${JSON.stringify(refusals)}`);
  return { records, days: documents.length };
}
