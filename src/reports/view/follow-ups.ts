import type { FollowUp, Page } from '../../domain/page.ts';
import { plainText } from './plain-text.ts';
import { type Section, section } from './view.ts';

/** Which way is welcome is said of the metric, not of the change that was agreed. */
const verdicts: Readonly<Partial<Record<FollowUp['verdict'], string>>> = {
  better: 'That is the way that is usually welcome.',
  worse: 'That is not the way that is usually welcome.',
};

/** Page one is for what is to be raised; what was agreed is told there in short. Like every comparison, only when there is enough to compare. */
export function followUpSections(
  { followUps = [], coverage }: Page,
  most: number,
): { readonly kept: readonly Section[]; readonly moved: readonly Section[]; readonly moves: number } {
  const items = coverage.sufficient ? followUps.map(lineOf) : [];
  const [shown, others] = [items.slice(0, most), items.slice(most)];
  const listOf = (id: string, heading: string, lines: readonly string[]) =>
    section(id, heading, lines.length === 0 ? [] : [{ kind: 'list', items: lines }]);
  return {
    kept: listOf('follow-ups', 'Since the last visit', shown),
    moved: listOf('further-follow-ups', 'Since the last visit, further', others),
    moves: others.length,
  };
}

function lineOf({ text, verdict, clinician }: FollowUp): string {
  return [plainText(text), verdicts[verdict], `(Agreed with ${plainText(clinician)}.)`]
    .filter((part) => part !== undefined)
    .join(' ');
}
