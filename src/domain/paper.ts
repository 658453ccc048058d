import type { Knowledge } from './knowledge.ts';
import { countryOf, type Whereabouts } from './red-flags/emergency-number.ts';

export const papers = ['a4', 'letter'] as const;
export type Paper = (typeof papers)[number];

/** Where paper is 8.5 by 11 inches: North America, and the countries to its south whose printers follow it. */
const letterCountries = ['US', 'CA', 'MX', 'PR', 'PH', 'CL', 'CO', 'CR', 'GT', 'SV', 'NI', 'PA', 'DO', 'VE'];

/** Of the printer at home: by the country of the record, else by that of the time zone. */
export function paperFor(whereabouts: Whereabouts, knowledge: Pick<Knowledge, 'emergencyNumbers'>): Paper {
  return letterCountries.includes(countryOf(whereabouts, knowledge) ?? '') ? 'letter' : 'a4';
}
