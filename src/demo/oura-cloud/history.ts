import type { CloudDocument, DocumentHistory } from './account.ts';

/** The document as its history has it at an instant; undefined before it came and after it went. */
export function unfold(
  { visibleFrom, revisions = [], deletedFrom }: DocumentHistory,
  document: CloudDocument,
  now: number,
): CloudDocument | undefined {
  if (visibleFrom !== undefined && now < Date.parse(visibleFrom)) return undefined;
  if (deletedFrom !== undefined && now >= Date.parse(deletedFrom)) return undefined;
  const past = revisions.filter(({ from }) => now >= Date.parse(from));
  return past.length === 0 ? document : Object.assign({}, document, ...past.map(({ changes }) => changes));
}
