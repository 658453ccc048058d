/** How an export of ours is known, and what of it can be taken in again. */
export const EXPORT_FORMAT = 'rounds-export';
export const MANIFEST = 'manifest.json';

const stages: readonly RegExp[] = [
  // The time zone first: it says which local days the readings are of.
  /^profile\.json$/,
  /^check-ins\.json$/,
  /^raw\/oura\/\w+\.json$/,
  /^raw\/apple-health\/daily\.json$/,
  /^raw\/custom\/custom-metric\.json$/,
  /^raw\/custom\/metric-[a-z0-9-]+\.json$/,
];

/** When its turn comes among the files of an export; undefined for what is computed again or kept for reading. */
export function stageOf(name: string): number | undefined {
  const stage = stages.findIndex((pattern) => pattern.test(name));
  return stage === -1 ? undefined : stage;
}

/** Looks at the beginning alone, where the format stands. */
export function isOwnManifest(head: Uint8Array): boolean {
  return /^\s*\{\s*"format":\s*"rounds-export"/.test(Buffer.from(head).toString('latin1'));
}
