import type { Finding, FindingOf } from '../domain/finding.ts';
import { isFigureOfSpeech } from './metric-names.ts';
import type { Told } from './told.ts';

/** Words that tell one thing after another. */
const IN_ORDER =
  /\bthen\b|→|->|\bfollow(?:s|ed|ing)?\b|\border\b|\bafter (?:that|which)\b|\bsequence\b|\bsteps are\b/i;

/** A chain is told in its order: a step that goes back is no step of it. A loop may begin anywhere. */
export function wrongOrder({ metrics, words }: Told, cited: readonly Finding[]): string[] {
  const chains = cited.filter((finding): finding is FindingOf<'chain'> => finding.kind === 'chain');
  if (chains.length === 0 || !IN_ORDER.test(words)) return [];
  const told = metrics
    .filter(({ index, end }) => !isFigureOfSpeech(words.slice(index, end), words.slice(0, index)))
    .map(({ slug }) => slug)
    .filter((slug, place, all) => slug !== all[place - 1]);
  if (new Set(told).size < 3) return [];
  const isTold = chains.some((chain) => {
    const whole = told.filter((slug) => chain.path.includes(slug));
    return whole
      .slice(1)
      .every(
        (slug, place) =>
          isStep(chain, whole[place] ?? '', slug) || isReturn(chain, slug, place + 2 === whole.length),
      );
  });
  return isTold ? [] : [metrics.map(({ index, end }) => words.slice(index, end)).join(', ')];
}

function isStep({ path, loop }: FindingOf<'chain'>, from: string, to: string): boolean {
  const [first, last] = [path.indexOf(from), path.indexOf(to)];
  const ring = path.at(-1) === path[0] ? path.length - 1 : path.length;
  return last > first || (loop && (last - first + ring) % ring === 1);
}

/** "… and back to sleep efficiency": where some steps between were left out, only the last one may go back. */
function isReturn({ path, loop }: FindingOf<'chain'>, to: string, isLast: boolean): boolean {
  return loop && isLast && path[0] === to;
}
