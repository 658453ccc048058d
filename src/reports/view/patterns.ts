import type { Finding } from '../../domain/finding.ts';
import type { Page, PagePoint } from '../../domain/page.ts';
import { claimedFindings } from '../../domain/topic.ts';
import type { ChainView } from '../charts/chain-view.ts';
import { chainViewOf } from '../charts/chain-view-of.ts';
import { plainText } from './plain-text.ts';
import { shortDay } from './values.ts';
import type { Block } from './view.ts';

const EVENTS_NAMED = 2;

/** A pattern as a diagram, with what else could stand behind it and what to ask; undefined where nothing can be drawn. */
export function patternBlocks(page: Page, point: PagePoint): readonly Block[] | undefined {
  const claimed = claimedFindings(page, point);
  for (const finding of claimed) {
    const chain: ChainView | undefined = chainViewOf(page, finding);
    if (chain === undefined) continue;
    const lead = `Not proof of cause; also consider ${considered(page, claimed)}.`;
    return [
      { kind: 'chain', chain },
      { kind: 'brief', about: undefined, lead, question: plainText(point.question) },
    ];
  }
  return undefined;
}

/** What happened while the pattern was seen, the latest first; and always what nobody measured. */
function considered(page: Page, claimed: readonly Finding[]): string {
  const [lead] = claimed;
  const within =
    lead === undefined ? [] : page.timeline.filter(({ day }) => day >= lead.from && day <= lead.to);
  const named = within
    .slice(-EVENTS_NAMED)
    .toReversed()
    .map(({ label, day }) => `${plainText(label)} on ${shortDay(day)}`);
  return [...named, 'something not measured'].join(', ').replace(/, ([^,]*)$/, ' or $1');
}
