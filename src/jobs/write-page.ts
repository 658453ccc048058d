import type { Page } from '../domain/page.ts';
import { writeFiles } from './write-files.ts';

export const pageFormats = ['md', 'html', 'pdf'] as const;
export type PageFormat = (typeof pageFormats)[number];

/** Charts and PDF are half a second of loading: a command that writes no page does not wait for them. */
const render: Record<PageFormat, (page: Page) => Promise<string | Uint8Array>> = {
  md: async (page) => (await import('../reports/markdown.ts')).renderMarkdown(page),
  html: async (page) => (await import('../reports/html.ts')).renderHtml(page),
  pdf: async (page) => (await import('../reports/pdf.ts')).renderPdf(page),
};

/** Returns the paths. */
export async function writePage(
  folder: string,
  page: Page,
  formats: readonly PageFormat[] = pageFormats,
): Promise<string[]> {
  const files = formats.map((format) => ({
    name: `talking-points.${format}`,
    render: () => render[format](page),
  }));
  return writeFiles(folder, files);
}
