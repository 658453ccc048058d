import type { Page } from '../domain/page.ts';
import type { PageNews } from '../reports/view/urgent.ts';
import { writeFiles } from './write-files.ts';

export const pageFormats = ['md', 'html', 'pdf'] as const;
export type PageFormat = (typeof pageFormats)[number];

/** Charts and PDF are half a second of loading: a command that writes no page does not wait for them. */
const render: Record<PageFormat, (page: Page, news: PageNews) => Promise<string | Uint8Array>> = {
  md: async (page, news) => (await import('../reports/markdown.ts')).renderMarkdown(page, news),
  html: async (page, news) => (await import('../reports/html.ts')).renderHtml(page, news),
  pdf: async (page, news) => (await import('../reports/pdf.ts')).renderPdf(page, news),
};

/** Returns the paths. */
export async function writePage(
  folder: string,
  page: Page,
  formats: readonly PageFormat[] = pageFormats,
  news: PageNews = {},
): Promise<string[]> {
  const files = formats.map((format) => ({
    name: `talking-points.${format}`,
    render: () => render[format](page, news),
  }));
  return writeFiles(folder, files);
}
