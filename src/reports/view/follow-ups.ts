import type { FollowUp, Page } from '../../domain/page.ts';
import { counted, plainText } from './plain-text.ts';
import { note, type Section, section } from './view.ts';

/** Page one is for what is to be raised; what was agreed is told there in short. */
const ON_PAGE_ONE = 3;

/** Which way is welcome is said of the metric, not of the change that was agreed. */
const verdicts: Readonly<Partial<Record<FollowUp['verdict'], string>>> = {
  better: 'That is the way that is usually welcome.',
  worse: 'That is not the way that is usually welcome.',
};

/** Like every comparison, told only when there is enough to compare. */
export function followUpSections({ followUps = [], coverage }: Page): {
  readonly kept: readonly Section[];
  readonly moved: readonly Section[];
} {
  const items = coverage.sufficient ? followUps.map(lineOf) : [];
  const [shown, others] = [items.slice(0, ON_PAGE_ONE), items.slice(ON_PAGE_ONE)];
  const more =
    others.length === 0 ? [] : [note(`${counted(others.length, 'further change')} with the details below.`)];
  return {
    kept: section(
      'follow-ups',
      'Since the last visit',
      shown.length === 0 ? [] : [{ kind: 'list', items: shown }, ...more],
    ),
    moved: section(
      'further-follow-ups',
      'Since the last visit, further',
      others.length === 0 ? [] : [{ kind: 'list', items: others }],
    ),
  };
}

function lineOf({ text, verdict, clinician }: FollowUp): string {
  return [plainText(text), verdicts[verdict], `(Agreed with ${plainText(clinician)}.)`]
    .filter((part) => part !== undefined)
    .join(' ');
}
