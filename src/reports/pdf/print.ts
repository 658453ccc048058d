import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const { resolve } = createRequire(import.meta.url);
const fontFile = (style: string) => resolve(`pdfmake/fonts/Roboto/Roboto-${style}.ttf`);
const roboto = {
  normal: fontFile('Regular'),
  bold: fontFile('Medium'),
  italics: fontFile('Italic'),
  bolditalics: fontFile('MediumItalic'),
};

/** The same definition gives the same bytes: nothing in the file comes from a clock or a counter. */
export async function printed(definition: TDocumentDefinitions): Promise<Uint8Array> {
  pdfmake.setFonts({ Roboto: { ...roboto } });
  // A sheet needs its typeface and nothing else, whatever its text may name.
  pdfmake.setLocalAccessPolicy((path) => Object.values(roboto).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}
