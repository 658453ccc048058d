import type { Finding } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import type { ChainView } from '../charts/chain-view.ts';
import { chainViewOf } from '../charts/chain-view-of.ts';
import { capital, plainText } from './plain-text.ts';
import type { Block } from './view.ts';

const EVENTS_NAMED = 2;

/** A pattern as a diagram, with what else could stand behind it and what to ask; undefined where nothing can be drawn. */
export function patternBlocks(page: Page, point: PagePoint): readonly Block[] | undefined {
  for (const finding of claimedFindings(page, point)) {
    const chain: ChainView | undefined = chainViewOf(page, finding);
    if (chain === undefined) continue;
    const question = shortQuestion(page, point);
    return [
      { kind: 'chain', chain },
      { kind: 'brief', about: undefined, lead: caveatOf(page, point), question },
    ];
  }
  return undefined;
}

/** The title of the page says already for whom it is, and when: in full the question stands on page two. */
export function shortQuestion({ appointment }: Page, { question }: PagePoint): string {
  const text = plainText(question);
  if (appointment === undefined) return text;
  const address = `For ${plainText(appointment.clinician)}`;
  const rest = text.startsWith(address)
    ? text.slice(address.length).match(/^(?: on [^:]*)?: (.+)$/)?.[1]
    : undefined;
  return rest === undefined ? text : capital(rest);
}

export function caveatOf(page: Page, point: PagePoint): string {
  return `Not proof of cause; also consider: ${considered(page, claimedFindings(page, point))}.`;
}

/** What happened while the pattern was seen, the latest first; and always what nobody measured. */
function considered(page: Page, claimed: readonly Finding[]): string {
  const [lead] = claimed;
  const within =
    lead === undefined ? [] : page.timeline.filter(({ day }) => day >= lead.from && day <= lead.to);
  const named = within
    .slice(-EVENTS_NAMED)
    .toReversed()
    .map(({ label }) => withoutDose(plainText(label)));
  return [...new Set([...named, 'something not measured'])].join('; ');
}

/** The dose stands with the medicines. */
function withoutDose(label: string): string {
  return label.replace(/ \([^()]*\)$/, '');
}
