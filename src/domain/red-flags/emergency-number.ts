import type { Knowledge } from '../knowledge.ts';

/** How the number is told where nothing better is known. */
const ANYWHERE = 'your local emergency number (112 works from most mobile phones)';

export interface Whereabouts {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly timezone?: string | undefined;
}

/** A time zone counts where no country is known. */
export function countryOf(
  { country, timezone }: Whereabouts,
  { emergencyNumbers: { zones } }: Pick<Knowledge, 'emergencyNumbers'>,
): string | undefined {
  if (country === undefined) return Object.keys(zones).find((each) => zones[each]?.includes(timezone ?? ''));
  const known = country.trim().toUpperCase();
  // "UK" is reserved for the United Kingdom and written far more often than its code.
  return known === 'UK' ? 'GB' : known;
}

/** Whom to call, ready to stand in a sentence: "the emergency number (999)". */
export function emergencyNumberFor(
  whereabouts: Whereabouts,
  knowledge?: Pick<Knowledge, 'emergencyNumbers'>,
): string {
  if (knowledge === undefined) return ANYWHERE;
  const number = knowledge.emergencyNumbers.numbers[countryOf(whereabouts, knowledge) ?? ''];
  return number === undefined ? ANYWHERE : `the emergency number (${number})`;
}
