import { join } from 'node:path';
import type { Digest } from '../domain/digest.ts';
import { writeFiles } from './write-files.ts';

/** Beside the days, under the Sunday the week ended on. Returns the paths. */
export async function writeDigest(directory: string, slug: string, digest: Digest): Promise<string[]> {
  const { renderDigestHtml, renderDigestMarkdown } = await import('../reports/digest.ts');
  return writeFiles(join(directory, slug, 'weeks', digest.week.to), [
    { name: 'digest.md', render: async () => renderDigestMarkdown(digest) },
    { name: 'digest.html', render: async () => renderDigestHtml(digest) },
  ]);
}
