import type { AgentId } from '../../src/domain/agent-id.ts';
import type { PagePoint } from '../../src/domain/page.ts';
import type { Appointment } from '../../src/domain/profile.ts';
import { readMetrics } from '../../src/llm/metric-names.ts';
import type { Scene } from '../narrate/scene.ts';
import { effectSize } from '../narrate/weight.ts';
import type { Story } from './merge.ts';

const specialties: readonly (readonly [RegExp, AgentId])[] = [
  [/cardio|heart/i, 'cardiology'],
  [/sleep|somnolog|pulmon|respirat/i, 'sleep'],
  [/pharma/i, 'medications'],
  [/endocrin|diabet|metabol|nephro/i, 'metabolic'],
  [/gyn(?:a)?ec|obstetric|menopause/i, 'cycle'],
  [/psych|mental/i, 'wellbeing'],
  [/physio|sport|rehab/i, 'recovery'],
];

/**
 * Where a story stands. Changes stand as soon as they are established. Patterns need the weeks: only what was
 * found in looks a week apart stands as a pattern, what holds tonight alone is new.
 */
export function sectionOf({ findings }: Pick<Story, 'findings'>): PagePoint['section'] {
  if (findings.some(({ kind }) => kind === 'red-flag')) return 'urgent';
  const changes = ['shift', 'drift', 'event-effect', 'deviation'];
  if (findings.some(({ kind }) => changes.includes(kind))) return 'what-changed';
  return findings.some(({ grade }) => grade === 'replicated') ? 'patterns' : 'new';
}

const sections: readonly PagePoint['section'][] = ['urgent', 'what-changed', 'patterns', 'new'];

/** Most worth raising first: urgent, what the person asks about, the specialty of the visit, priority, size, grade. */
export function rankStories(
  stories: readonly Story[],
  appointment: Pick<Appointment, 'specialty' | 'questions'> | undefined,
  scene: Scene,
): Story[] {
  const focus = specialties.find(([pattern]) => pattern.test(appointment?.specialty ?? ''))?.[1];
  const questions = appointment?.questions ?? [];
  const keys = new Map(
    stories.map((story) => [story, keyOf(story, focus, isAskedAbout(story, questions, scene))]),
  );
  return [...stories].sort((left, right) => {
    const [leftKey, rightKey] = [keys.get(left) ?? [], keys.get(right) ?? []];
    const place = leftKey.findIndex((part, index) => part !== rightKey[index]);
    if (place >= 0) return (leftKey[place] ?? 0) - (rightKey[place] ?? 0);
    return (left.findings[0]?.id ?? '') < (right.findings[0]?.id ?? '') ? -1 : 1;
  });
}

function keyOf(story: Story, focus: AgentId | undefined, isAsked: boolean): number[] {
  const { findings, agents, point } = story;
  const urgency = findings.map((finding) =>
    finding.kind === 'red-flag' ? ['emergency', 'same-day', 'mention'].indexOf(finding.urgency) : 9,
  );
  const concerned = [...agents, ...findings.flatMap((finding) => finding.agents)];
  return [
    Math.min(9, ...urgency),
    isAsked ? 0 : 1,
    focus === undefined || concerned.includes(focus) ? 0 : 1,
    point.priority,
    -Math.max(0, ...findings.map(effectSize)),
    findings.some(({ grade }) => grade === 'replicated') ? 0 : 1,
  ];
}

/** The person's own question names one of its metrics, or a medicine that changed before it. */
function isAskedAbout({ findings }: Story, questions: readonly string[], scene: Scene): boolean {
  const metrics = new Set(findings.flatMap((finding) => finding.metrics));
  const before = new Set(findings.flatMap(({ events }) => events.map(({ id }) => id)));
  const medicines = scene.timeline.flatMap(({ id, medication }) =>
    before.has(id) && medication !== undefined ? [medication.toLowerCase()] : [],
  );
  return questions.some(
    (question) =>
      readMetrics(question, findings, scene).metrics.some(({ slug }) => metrics.has(slug)) ||
      medicines.some((name) => question.toLowerCase().includes(name)),
  );
}

/** The page is read section by section; inside one the rank decides. */
export function inSections<Point extends Pick<PagePoint, 'section'>>(points: readonly Point[]): Point[] {
  return sections.flatMap((section) => points.filter((point) => point.section === section));
}
