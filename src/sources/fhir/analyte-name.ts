import type { Analyte, FindAnalyte } from '../../domain/knowledge.ts';
import { OWN_RECORD, OWN_RESULT } from '../../domain/own-record.ts';
import { type Concept, loincOf, wordsOf } from './concept.ts';

export interface Analytes {
  readonly byLoinc: ReadonlyMap<string, Analyte>;
  readonly find: FindAnalyte;
}

/** What is measured elsewhere than in blood is something else, even where the name beside it is the same. */
const OTHER_FLUID =
  /\b(?:urin\w*|stool|f(?:a)?eces|saliva|sputum|semen|sweat|csf|(?:cerebrospinal|pleural|peritoneal|ascitic|synovial|amniotic|dialysis) fluid)\b/i;
/** "Glucose [Moles/volume] in Serum or Plasma": nothing is said of fasting, loads or hours, so it is plain glucose. */
const PLAIN_SERUM =
  /^(.+?) \[[^\]]+\] in (?:Serum or Plasma|Serum|Plasma|Serum, Plasma or Blood)(?: by [^-]+)?$/;

/**
 * The name a result is kept under: the analyte's own where the LOINC code or the words say which one it is, else the
 * words as they stand, and then it is compared with nothing.
 */
export function nameAnalyte(
  code: Concept,
  specimen: string,
  { byLoinc, find }: Analytes,
): string | undefined {
  if (code.codings.some((one) => one.system === OWN_RECORD && one.code === OWN_RESULT)) return wordsOf(code);
  const loinc = loincOf(code);
  const known = loinc.map((one) => byLoinc.get(one.code ?? '')).find((analyte) => analyte !== undefined);
  if (known !== undefined) return known.name;
  // LOINC's own long name is more exact than the words beside it.
  const exact = loinc.find(({ display }) => display?.includes(' ['))?.display;
  if (exact !== undefined) {
    return find(PLAIN_SERUM.exec(exact)?.[1] ?? '')?.name ?? exact;
  }
  const names = [code.text, ...code.codings.map(({ display }) => display)].filter(
    (name) => name !== undefined,
  );
  const words = wordsOf(code);
  const fluid = OTHER_FLUID.exec([...names, specimen].join('; '))?.[0].toLowerCase();
  if (fluid !== undefined && words !== undefined) {
    return words.toLowerCase().includes(fluid) ? words : `${words} (${fluid})`;
  }
  return names.map((name) => find(name)?.name).find((name) => name !== undefined) ?? words;
}
