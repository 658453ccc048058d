import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { Page } from '../domain/page.ts';
import { documentOf } from './pdf/document.ts';
import { fitSheet } from './pdf/fit.ts';
import type { SheetSize } from './pdf/styles.ts';
import type { PageNews } from './view/urgent.ts';

const { resolve } = createRequire(import.meta.url);
const fontFile = (style: string) => resolve(`pdfmake/fonts/Roboto/Roboto-${style}.ttf`);
const roboto = {
  normal: fontFile('Regular'),
  bold: fontFile('Medium'),
  italics: fontFile('Italic'),
  bolditalics: fontFile('MediumItalic'),
};

/** The same page gives the same bytes: nothing in the file comes from a clock or a counter. */
export async function renderPdf(
  page: Page,
  { size = 'A4', raised, share }: PageNews & { size?: SheetSize } = {},
): Promise<Uint8Array> {
  pdfmake.setFonts({ Roboto: { ...roboto } });
  // A sheet needs its typeface and nothing else, whatever its text may name.
  pdfmake.setLocalAccessPolicy((path) => Object.values(roboto).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  const sheet = await fitSheet(page, size, { raised, share });
  const pdf = pdfmake.createPdf(documentOf(page, size, sheet));
  return new Uint8Array(await pdf.getBuffer());
}
