import type { Knowledge } from '../knowledge.ts';

/** How the number is told where nothing better is known. */
const ANYWHERE = 'your local emergency number (112 works from most mobile phones)';

export interface Whereabouts {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly timezone?: string | undefined;
}

/** Whom to call, ready to stand in a sentence: "the emergency number (999)". A time zone counts where no country is known. */
export function emergencyNumberFor(
  { country, timezone }: Whereabouts,
  knowledge?: Pick<Knowledge, 'emergencyNumbers'>,
): string {
  if (knowledge === undefined) return ANYWHERE;
  const { numbers, zones } = knowledge.emergencyNumbers;
  const byZone = () => Object.keys(zones).find((each) => zones[each]?.includes(timezone ?? ''));
  const known = country === undefined ? byZone() : country.trim().toUpperCase();
  // "UK" is reserved for the United Kingdom and written far more often than its code.
  const number = numbers[known === 'UK' ? 'GB' : (known ?? '')];
  return number === undefined ? ANYWHERE : `the emergency number (${number})`;
}
