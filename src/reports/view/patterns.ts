import type { Finding } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import type { ChainView } from '../charts/chain-view.ts';
import { chainViewOf } from '../charts/chain-view-of.ts';
import { eventInShort } from './event-words.ts';
import { capital, plainText } from './plain-text.ts';
import type { Block } from './view.ts';

const EVENTS_NAMED = 2;

/** A pattern as a diagram, with what else could stand behind it and what to ask; undefined where nothing can be drawn. */
export function patternBlocks(
  page: Page,
  point: PagePoint,
  explained: ReadonlySet<number>,
): readonly Block[] | undefined {
  for (const finding of claimedFindings(page, point)) {
    const chain: ChainView | undefined = chainViewOf(page, finding);
    if (chain === undefined) continue;
    const question = shortQuestion(page, point);
    return [
      { kind: 'chain', chain },
      { kind: 'brief', about: undefined, lead: caveatOf(page, point, explained), question },
    ];
  }
  return undefined;
}

/**
 * The title of the page says already for whom it is and when, and the line before it what came before the change: in full
 * the question stands on page two.
 */
export function shortQuestion({ appointment }: Page, { question, facts }: PagePoint): string {
  const text = withoutAddress(plainText(question), appointment?.clinician);
  const event = plainText(facts?.before ?? '').match(/\bafter (.+)$/)?.[1];
  const repeated = `After ${event}, `;
  return event !== undefined && text.startsWith(repeated)
    ? `After this, ${text.slice(repeated.length)}`
    : text;
}

function withoutAddress(text: string, clinician: string | undefined): string {
  const address = `For ${plainText(clinician ?? '')}`;
  if (clinician === undefined || !text.startsWith(address)) return text;
  const rest = text.slice(address.length).match(/^(?: on [^:]*)?: (.+)$/)?.[1];
  return rest === undefined ? text : capital(rest);
}

export function caveatOf(page: Page, point: PagePoint, explained: ReadonlySet<number>): string {
  return `Not proof of cause; also consider: ${considered(page, claimedFindings(page, point), explained)}.`;
}

/**
 * What happened while the pattern was seen, the latest first, by its number where the figure explains that; and always
 * what nobody measured.
 */
function considered(page: Page, claimed: readonly Finding[], explained: ReadonlySet<number>): string {
  const [lead] = claimed;
  const named = page.timeline
    .flatMap(({ kind, day, label }, place) => {
      if (lead === undefined || day < lead.from || day > lead.to) return [];
      return [explained.has(place + 1) ? `event ${place + 1}` : eventInShort({ kind, label, day })];
    })
    .slice(-EVENTS_NAMED)
    .toReversed();
  return [...new Set([...named, 'something not measured'])].join('; ');
}
