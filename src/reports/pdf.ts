import type { Page } from '../domain/page.ts';
import { documentOf } from './pdf/document.ts';
import { fitSheet } from './pdf/fit.ts';
import { printed } from './pdf/print.ts';
import type { SheetSize } from './pdf/styles.ts';
import type { PageNews } from './view/urgent.ts';

export async function renderPdf(
  page: Page,
  { size = 'A4', raised, share }: PageNews & { size?: SheetSize } = {},
): Promise<Uint8Array> {
  return printed(documentOf(page, size, await fitSheet(page, size, { raised, share })));
}
