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
  return new Uint8Array(await documentFor(definition).getBuffer());
}

export interface Place {
  readonly pageNumber: number;
  readonly top: number;
}

/** Where a node comes to stand, by its id. */
export async function placeOf(definition: TDocumentDefinitions, sought: string): Promise<Place> {
  const measured: TDocumentDefinitions = {
    ...definition,
    pageBreakBefore: ({ id, startPosition }) => {
      if (id === sought) throw new LaidOut(startPosition);
      return false;
    },
  };
  try {
    await documentFor(measured).getStream();
  } catch (error) {
    if (error instanceof LaidOut) return error.place;
    throw error;
  }
  throw new RangeError(`Nothing is laid out by the id ${sought}.`);
}

/** To draw what is only to be measured would cost many times the layout, which stops here. */
class LaidOut extends Error {
  readonly place: Place;

  constructor(place: Place) {
    super('The node is laid out.');
    this.place = place;
  }
}

function documentFor(definition: TDocumentDefinitions) {
  pdfmake.setFonts({ Roboto: { ...roboto } });
  // A sheet needs its typeface and nothing else, whatever its text may name.
  pdfmake.setLocalAccessPolicy((path) => Object.values(roboto).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  return pdfmake.createPdf(definition);
}
