import type { EvidenceEntry } from '../../domain/knowledge.ts';
import type { PagePoint } from '../../domain/page.ts';
import { plainText, sentence } from './plain-text.ts';
import type { Reference } from './view.ts';

/** Numbers in the order in which a reader meets them; an entry nobody cites is not listed. */
export function referenceNumbers(
  points: readonly PagePoint[],
  evidence: readonly EvidenceEntry[],
): Map<string, number> {
  const known = new Set(evidence.map(({ id }) => id));
  const cited = points.flatMap(({ citations }) => citations).filter((id) => known.has(id));
  return new Map([...new Set(cited)].map((id, index) => [id, index + 1]));
}

export function referencesOf(
  numbers: ReadonlyMap<string, number>,
  evidence: readonly EvidenceEntry[],
): Reference[] {
  return [...numbers].flatMap(([id, number]) => {
    const entry = evidence.find((candidate) => candidate.id === id);
    return entry === undefined ? [] : [{ number, text: textOf(entry), ...addressOf(entry) }];
  });
}

function addressOf(entry: EvidenceEntry): Pick<Reference, 'url' | 'address'> {
  const url = linkOf(entry);
  return { url, address: url?.replace(/^https?:\/\//, '') ?? '' };
}

function textOf(entry: EvidenceEntry): string {
  return `${plainText(entry.authors)} (${entry.year}). ${sentence(entry.title)} ${sentence(entry.source)}`;
}

/** Only a web address may become a link; anything else stays out of an href. */
export function linkOf(entry: Pick<EvidenceEntry, 'doi' | 'url'>): string | undefined {
  const address = entry.doi ? `https://doi.org/${entry.doi}` : entry.url;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
