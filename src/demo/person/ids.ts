import { createHash } from 'node:crypto';

/** Oura's ids are UUIDs; these are of the same shape and the same in every run. */
export function documentId(seed: number, collection: string, part: string): string {
  const hex = createHash('sha256').update(`${seed}/${collection}/${part}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
