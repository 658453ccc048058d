import { type Hedge, hedgeOf } from './hedges.ts';
import type { Facts } from './quantity.ts';
import { sharesSubject, type Told } from './told.ts';

interface RatioMention {
  readonly words: string;
  readonly index: number;
  readonly value: number;
  /** What it is a share of: what was before, the difference to it, or the days of a rule. */
  readonly of: 'before' | 'difference' | 'days';
  readonly hedge: Hedge | undefined;
  /** "Nearly halved" is a little more than half of it left. */
  readonly isLoss: boolean;
}

const FRACTIONS: Readonly<Record<string, number>> = {
  half: 1 / 2,
  'a half': 1 / 2,
  'one half': 1 / 2,
  'a third': 1 / 3,
  'one third': 1 / 3,
  'two thirds': 2 / 3,
  'a quarter': 1 / 4,
  'one quarter': 1 / 4,
  'three quarters': 3 / 4,
  'a fifth': 1 / 5,
  'one fifth': 1 / 5,
  'two fifths': 2 / 5,
  'three fifths': 3 / 5,
  'four fifths': 4 / 5,
};
const FRACTION = `(?:${Object.keys(FRACTIONS)
  .map((words) => words.replace(' ', '[ -]'))
  .sort((left, right) => right.length - left.length)
  .join('|')})`;
const DAYS = '(?:of )?(?:the |all |these |those |such )*(?:days|nights|mornings|times?|cases|occasions)';

const BY = new RegExp(
  `(?<=\\bby (?:\\w+ ){0,3})(${FRACTION})\\b(?! (?:an )?hour)|\\b(${FRACTION})(?= (?:lower|higher|less|more|shorter|longer|fewer)\\b)`,
  'gi',
);
const OF_DAYS = new RegExp(`\\b(${FRACTION}) ${DAYS}\\b`, 'gi');
const OF_BEFORE = new RegExp(
  `\\b(${FRACTION})(?:-| )?(?:of )?(?:as (?:much|long|many|high)|what (?:it|they)|(?:the|its|her|his|your|their) (?:usual|previous|earlier|former|baseline|average|level|amount|value))`,
  'gi',
);
const TIMES =
  /\b(?:(doubl(?:e[sd]?|ing)|twofold|twice|two times)|(tripl(?:e[sd]?|ing)|threefold|three times)|(halv(?:e[sd]?|ing)))\b/gi;

/** Words for a share that do not follow: "halved", "twice as long", "by a third", "two thirds of the days". */
export function wrongRatios(told: Told, facts: Facts): string[] {
  return readRatios(told.rest)
    .filter((mention) => !follows(mention, told, facts))
    .map(({ words }) => words);
}

function readRatios(rest: string): RatioMention[] {
  const taken: RatioMention[] = [];
  const take = (pattern: RegExp, of: RatioMention['of'], read: (match: RegExpMatchArray) => number): void => {
    for (const match of rest.matchAll(pattern)) {
      if (
        taken.some(
          ({ index, words }) => match.index < index + words.length && index < match.index + match[0].length,
        )
      )
        continue;
      const hedge = hedgeOf(rest.slice(Math.max(0, match.index - 40), match.index), '');
      taken.push({
        words: match[0],
        index: match.index,
        of,
        value: read(match),
        hedge,
        isLoss: /^halv/i.test(match[0]),
      });
    }
  };
  const fraction = ([, first, second]: RegExpMatchArray): number =>
    FRACTIONS[(first ?? second ?? '').toLowerCase().replace('-', ' ')] ?? 0;
  take(OF_DAYS, 'days', fraction);
  take(OF_BEFORE, 'before', fraction);
  take(BY, 'difference', fraction);
  take(TIMES, 'before', ([, twice, thrice]) => (twice !== undefined ? 2 : thrice !== undefined ? 3 : 0.5));
  return taken;
}

/**
 * Within three hundredths of the share it names (a tenth for doubled and tripled); with "about" five; "nearly" and "more
 * than" up to a tenth on their side.
 */
function follows(
  { value, of, hedge, index, isLoss }: RatioMention,
  told: Told,
  { quantities }: Facts,
): boolean {
  return quantities.some((fact) => {
    if (!sharesSubject(told, index, fact.metrics)) return false;
    const share = shareOf(of, fact);
    if (share === undefined) return false;
    const scale = value > 1 ? value : 1;
    const excess = (share - value) / scale;
    if (Math.abs(excess) <= (hedge === 'about' ? 0.05 : value > 1 ? 0.05 : 0.03)) return true;
    const beyond = isLoss ? -excess : excess;
    if (hedge === 'over') return beyond > 0 && beyond <= 0.1;
    return hedge === 'under' && beyond < 0 && beyond >= -0.1;
  });
}

function shareOf(of: RatioMention['of'], fact: Facts['quantities'][number]): number | undefined {
  if (of === 'before') return fact.role === 'ratio' ? fact.value : undefined;
  if (of === 'days') return fact.role === 'share' || fact.role === 'others' ? fact.value / 100 : undefined;
  return fact.role === 'difference' && fact.isShare === true ? Math.abs(fact.value) / 100 : undefined;
}
