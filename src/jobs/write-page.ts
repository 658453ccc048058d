import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '../domain/page.ts';
import { newId } from '../shared/ids.ts';

export const pageFormats = ['md', 'html', 'pdf'] as const;
export type PageFormat = (typeof pageFormats)[number];

/** Charts and PDF are half a second of loading: a command that writes no page does not wait for them. */
const render: Record<PageFormat, (page: Page) => Promise<string | Uint8Array>> = {
  md: async (page) => (await import('../reports/markdown.ts')).renderMarkdown(page),
  html: async (page) => (await import('../reports/html.ts')).renderHtml(page),
  pdf: async (page) => (await import('../reports/pdf.ts')).renderPdf(page),
};

/** Each file appears whole or not at all, readable by its owner alone. Returns the paths. */
export async function writePage(
  directory: string,
  slug: string,
  page: Page,
  formats: readonly PageFormat[] = pageFormats,
): Promise<string[]> {
  const folder = join(directory, slug, page.asOf);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return Promise.all(
    formats.map(async (format) => {
      const path = join(folder, `talking-points.${format}`);
      // A name of its own: two rounds of one day may be written at the same time.
      const part = `${path}.${newId()}.part`;
      try {
        await writeFile(part, await render[format](page), { mode: 0o600 });
        await rename(part, path);
      } finally {
        await rm(part, { force: true });
      }
      return path;
    }),
  );
}
