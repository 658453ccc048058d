import type { GoalProgress } from '../../domain/goal-progress.ts';
import type { FollowUp, Page } from '../../domain/page.ts';
import { spellDay } from '../../shared/day.ts';
import { capital, plainText, sentence } from '../view/plain-text.ts';
import { longDay, metricLabel, withUnit, withUnitOf } from '../view/values.ts';
import { type PatientBlock, type PatientSection, part, words } from './patient-view.ts';

const followUpWords: Record<FollowUp['verdict'], string> = {
  better: 'It has moved to the good side.',
  worse: 'It has moved, but not to the good side.',
  changed: 'It has moved.',
  'not-seen': 'We have seen no change in it that lasts.',
  'too-early': 'It is too soon to tell.',
};

/** "Did it help?": told only where there is enough to compare, as on the doctor's page. */
export function agreedSection(page: Page): PatientSection[] {
  const { followUps = [], coverage } = page;
  const items = coverage.sufficient
    ? followUps.map(
        (entry): PatientBlock => ({
          kind: 'point',
          text: [
            `From ${spellDay(entry.day)} on, you wanted to do this: ${sentence(entry.what)}`,
            `We looked at ${metricLabel(entry.metric, page)} since then.`,
            followUpWords[entry.verdict],
            ...levelsOf(entry, page),
          ].join(' '),
          claims: entry.claims,
          picture: undefined,
        }),
      )
    : [];
  return part('agreed', 'Since your last visit', items);
}

function levelsOf({ claims, metric }: FollowUp, page: Page): string[] {
  return page.findings
    .filter(({ id }) => claims.includes(id))
    .flatMap((finding) =>
      finding.kind === 'shift' || finding.kind === 'event-effect'
        ? [
            `Before, it was ${withUnit(metric, finding.before.mean, page)}.`,
            `Now it is ${withUnit(metric, finding.after.mean, page)}.`,
          ]
        : [],
    );
}

export function todaySection({ asOf, recommendation }: Page): PatientSection[] {
  if (recommendation === undefined) return [];
  return part('today', `Today, ${longDay(asOf)}`, [words(plainText(recommendation.message))]);
}

const goalWords: Record<GoalProgress['verdict'], string> = {
  reached: 'You are there.',
  nearing: 'You are not there yet, but you come nearer.',
  'no-trend': 'You are not there yet. We can not tell if you come nearer.',
  'moving-away': 'You are not there yet. Right now it goes the other way.',
  'not-reached': 'That day has come, and you were not there yet.',
  'not-enough-data': 'There is not enough data yet to tell how it goes.',
};

function wordsOf(verdict: GoalProgress['verdict'], isOver: boolean): string {
  return isOver && verdict === 'reached' ? 'You got there.' : goalWords[verdict];
}

/** The goal is the person's own and stands; how it goes is told only where there is enough to tell it from. */
export function goalsSection(page: Page): PatientSection[] {
  const { record, coverage } = page;
  const items = (record?.goals ?? []).map(({ goal, verdict, now }) => {
    const bound = goal.comparator === '>=' ? 'or more' : 'or less';
    const isOver = page.asOf > goal.by;
    return [
      `${capital(metricLabel(goal.metric, page))}: ${withUnit(goal.metric, goal.target, page)} ${bound} by ${longDay(goal.by)}.`,
      ...(now === undefined || !coverage.sufficient
        ? []
        : [
            `In the ${isOver ? '4 weeks up to then' : 'last 4 weeks'}, it was ${withUnitOf(goal.metric, String(now.median), page)} ${bound} on half of the days.`,
          ]),
      wordsOf(coverage.sufficient ? verdict : 'not-enough-data', isOver),
    ].join(' ');
  });
  return part('goals', 'Your goals', items.length === 0 ? [] : [{ kind: 'list', items }]);
}
