import type { Page } from '../domain/page.ts';
import { pdfDocument } from './pdf/document.ts';
import { printed } from './pdf/print.ts';
import type { SheetSize } from './pdf/styles.ts';
import type { PageNews } from './view/urgent.ts';

export function renderPdf(
  page: Page,
  { size = 'A4', raised }: PageNews & { size?: SheetSize } = {},
): Promise<Uint8Array> {
  return printed(pdfDocument(page, size, { raised }));
}
