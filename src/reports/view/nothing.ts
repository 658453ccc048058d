import { isClosedReason } from '../../domain/last-visit.ts';
import type { Page } from '../../domain/page.ts';
import { isOfLevel } from '../../domain/topic.ts';
import { plainText } from './plain-text.ts';
import { plain, type Section, section } from './view.ts';

export function nothingToRaise(page: Page): Section[] {
  return section('nothing', 'What changed', [plain(whyNothing(page))]);
}

/** That nothing stands out is said only where nothing was found: what was talked over still does. */
function whyNothing({ findings, leftOut }: Page): string {
  if (findings.every(({ grade }) => grade === 'watch')) {
    return findings.some(isOfLevel)
      ? 'Nothing is sure enough to raise. Hints of changes stand with what is left out.'
      : 'Nothing in the recorded data stands out against this person\u2019s own usual range.';
  }
  const [closed, ...others] = new Set(leftOut.map(({ reason }) => reason).filter(isClosedReason));
  if (closed === undefined)
    return 'What was found is not put to the doctor; why stands with what is left out.';
  const when = others.length > 0 ? 'closed at earlier visits.' : lowerFirst(plainText(closed));
  return `All that stands out was ${when} It is listed with what is left out.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
