import type { Finding } from '../domain/finding.ts';
import { MASKS } from './mask.ts';
import type { Told } from './told.ts';

/** Two things told to move the same way, or against one another. */
export interface Relation {
  readonly words: string;
  readonly index: number;
  readonly end: number;
  readonly sign: 1 | -1;
}

const MOVE = '(?:mov|chang|run|ran|ris|rose|fell|fall)\\w*';
const SAME = new RegExp(
  `\\b${MOVE}\\s+(?:together|hand in hand|in step|(?:in )?the same (?:way|direction)|in parallel)\\b|\\bin the same direction as\\b|\\bpositive (?:correlation|association|link)\\b|\\bpositively (?:correlated|associated|linked)\\b`,
  'gi',
);
const AGAINST =
  /\bin (?:the )?opposite directions?\b|\bthe (?:other|opposite) way(?! (?:a)?round)|\binvers(?:e|ely)\b|\bagainst (?:each other|one another)\b|\bnegative (?:correlation|association|link)\b|\bnegatively (?:correlated|associated|linked)\b/gi;
/** "When one is lower, the other tends to be higher." */
const ONE_AND_OTHER =
  /\b(?:one|either)\b[^.;]{0,30}?\b(higher|lower|up|down|rises|falls|later|earlier)\b[^.;]{0,20}?\bthe other\b[^.;]{0,30}?\b(higher|lower|up|down|rises|falls|later|earlier)\b/gi;
const UP = /^(?:higher|up|rises|later)$/i;

export function readRelations({ rest }: Told): Relation[] {
  const found = (pattern: RegExp, sign: (match: RegExpMatchArray) => 1 | -1): Relation[] =>
    [...rest.matchAll(pattern)].map((match) => ({
      words: match[0].trim(),
      index: match.index,
      end: match.index + match[0].length,
      sign: sign(match),
    }));
  return [
    ...found(SAME, () => 1),
    ...found(AGAINST, () => -1),
    ...found(ONE_AND_OTHER, ([, one = '', other = '']) => (UP.test(one) === UP.test(other) ? 1 : -1)),
    ...labRelations(rest).flatMap(([pattern, sign]) => found(pattern, () => sign)),
  ];
}

/** "Moved with it", "changed with them": where a quoted analyte is what it moved with. */
function labRelations(rest: string): (readonly [RegExp, 1 | -1])[] {
  if (!new RegExp(`[${MASKS}]`).test(rest)) return [];
  return [
    [new RegExp(`\\b${MOVE}\\s+with (?:it|them)\\b|\\b(?:go|goes|going|gone|went) together\\b`, 'gi'), 1],
  ];
}

/** Links whose two ends are told, and laboratory links of a metric that is told, say which way. */
export function wrongRelations(
  relations: readonly Relation[],
  { named }: Told,
  cited: readonly Finding[],
): string[] {
  if (relations.length === 0) return [];
  const signs = new Set(
    cited.flatMap((finding): (1 | -1)[] => {
      if (finding.kind === 'lab-link' && (named.size === 0 || named.has(finding.metric)))
        return [finding.direction === 'down' ? -1 : 1];
      if (finding.kind === 'link' && isTold(finding, named)) return [finding.r < 0 ? -1 : 1];
      if (finding.kind === 'rule' && isTold(finding, named))
        return [(finding.comparator === '<') === (finding.effectDirection === 'down') ? 1 : -1];
      return [];
    }),
  );
  if (signs.size === 0) return isAboutPatterns(cited) ? relations.map(({ words }) => words) : [];
  return relations.filter(({ sign }) => !signs.has(sign)).map(({ words }) => words);
}

function isTold({ cause, effect }: { cause: string; effect: string }, named: ReadonlySet<string>): boolean {
  return named.size === 0 || (named.has(cause) && named.has(effect));
}

function isAboutPatterns(cited: readonly Finding[]): boolean {
  return cited.every(({ kind }) => kind === 'link' || kind === 'rule' || kind === 'lab-link');
}
