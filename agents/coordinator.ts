import type { FindingsReport } from '../src/domain/finding.ts';
import type { Knowledge } from '../src/domain/knowledge.ts';
import { appointmentToTell } from '../src/domain/last-visit.ts';
import type { Page, PageAppointment, PagePoint } from '../src/domain/page.ts';
import type { Appointment } from '../src/domain/profile.ts';
import { checkGrounding } from '../src/llm/grounding.ts';
import type { GroundingContext } from '../src/llm/grounding-context.ts';
import { lexiconOf } from '../src/llm/lexicon.ts';
import { checkVocabulary } from '../src/llm/vocabulary.ts';
import { checkQuestion, checkWording } from '../src/llm/wording.ts';
import { type Day, daysBetween, spellDay } from '../src/shared/day.ts';
import { stableId } from '../src/shared/ids.ts';
import { factsOf } from './coordinate/facts.ts';
import { followUpsOf } from './coordinate/follow-ups.ts';
import type { CoordinatorInput } from './coordinate/input.ts';
import { mergeStories, type Story, voiceOf } from './coordinate/merge.ts';
import { notSeenLines } from './coordinate/not-seen.ts';
import { inSections, rankStories, type StandingStory, sectionOf } from './coordinate/rank.ts';
import { sceneOf } from './coordinate/scene-of.ts';
import { standingOf } from './coordinate/standing.ts';
import { usageOf } from './coordinate/usage.ts';
import { narrateStoryPlain } from './narrate/plain/story.ts';
import type { Scene } from './narrate/scene.ts';
import { narrateStory } from './narrate/story.ts';
import { isWorthTelling } from './worth-telling.ts';

const PAGE_POINTS = 6;
const LEFT_OUT_HINTS = 3;

/** Pure: the same interpretations give the same page, whoever worded them. */
export function coordinate(input: CoordinatorInput): Page {
  const { report, appointment, knowledge, timeline } = input;
  const { scene, context } = sceneOf(input);
  const { asOf } = scene;
  const stories = mergeStories(scene.findings, input.interpretations, scene, input.together).map((story) => ({
    ...grounded(story, scene, context, knowledge),
    ...standingOf(story.findings, input.lastVisit),
  }));
  const ranked = rankStories(
    stories.filter(({ isClosed }) => !isClosed),
    appointment,
    scene,
  );
  const isUrgent = (story: StandingStory): boolean => sectionOf(story) === 'urgent';
  const kept = ranked.filter((story, place) => isUrgent(story) || place < PAGE_POINTS);
  const points = inSections(kept.map((story) => pagePoint(story, scene))).map((point, place) =>
    addressed(point, appointment, asOf, place === 0),
  );
  const cited = new Set(points.flatMap(({ citations }) => citations));
  return {
    schema: 'rounds.page/1',
    person: input.person,
    asOf,
    window: input.window,
    timezone: report.timezone,
    appointment: appointment === undefined ? undefined : pageAppointment(appointment, asOf),
    coverage: report.coverage,
    questions: appointment?.questions ?? [],
    points,
    leftOut: [
      ...leftOut(
        ranked.filter((story) => !kept.includes(story)),
        report,
      ),
      ...stories.flatMap(({ point, reason }) =>
        reason === undefined ? [] : [{ summary: point.text, reason }],
      ),
    ],
    silent: input.silent,
    charts: input.charts,
    timeline,
    notSeen: notSeenLines(report),
    findings: report.findings,
    ...(report.customMetrics === undefined ? {} : { customMetrics: report.customMetrics }),
    evidence: knowledge.evidence.filter(({ id }) => cited.has(id)),
    wording: wordingOf(kept),
    emergencyNumber: input.emergencyNumber,
    recommendation: input.recommendation,
    withoutRecommendation: input.withoutRecommendation,
    ...visitParts(input, asOf),
    usage: usageOf([...input.interpretations, ...(input.together === undefined ? [] : [input.together])]),
    version: input.version,
    dataHash: input.dataHash,
  };
}

/** What visits left behind: changes that were agreed, and an appointment nobody has told of yet. */
function visitParts({ profile, report }: CoordinatorInput, asOf: Day): Pick<Page, 'followUps' | 'untold'> {
  const followUps = followUpsOf(profile, report, asOf);
  const untold = appointmentToTell(profile, asOf);
  return {
    ...(followUps.length === 0 ? {} : { followUps }),
    ...(untold === undefined ? {} : { untold: { day: untold.day, clinician: untold.clinician } }),
  };
}

/** The last gate: merged or stored text is held against the findings of today once more. */
function grounded(story: Story, scene: Scene, context: GroundingContext, knowledge: Knowledge): Story {
  if (story.wording === 'rule-based') return story;
  const { text, question, claims } = story.point;
  const lexicon = lexiconOf(knowledge);
  const draft = narrateStory(story.findings, scene, voiceOf(story.agents));
  const draftWords = () => `${draft.text} ${draft.question}`;
  const isSound =
    checkQuestion(question).length === 0 &&
    [text, question].every(
      (words) =>
        checkGrounding(words, context, claims, lexicon).length === 0 &&
        checkWording(words, context, claims, lexicon).length === 0 &&
        checkVocabulary(words, context, claims, draftWords).length === 0,
    );
  const evidence = new Set(knowledge.evidence.map(({ id }) => id));
  const citations = story.point.citations.filter((id) => evidence.has(id));
  if (isSound) return { ...story, point: { ...story.point, citations } };
  return { ...story, wording: 'rule-based', point: draft };
}

function pagePoint(story: StandingStory, scene: Scene): PagePoint {
  const { point, agents, standing } = story;
  return {
    ...point,
    id: stableId('point', [...point.claims].sort()),
    agents,
    section: sectionOf(story),
    standing,
    facts: factsOf(story.findings, scene),
    plain: narrateStoryPlain(story.findings, scene),
  };
}

/** Every question names whom it is for, the first one also when: "For Dr. Okafor on 24 March: could we …?" */
function addressed(
  point: PagePoint,
  appointment: Appointment | undefined,
  asOf: Day,
  isFirst: boolean,
): PagePoint {
  if (appointment === undefined || point.question.includes(appointment.clinician)) return point;
  const { clinician, day } = appointment;
  const when = isFirst ? ` on ${spellDay(day, { year: day.slice(0, 4) !== asOf.slice(0, 4) })}` : '';
  const asked = point.question.replace(/^(?:Could|Is|Has|Should|What|How)\b/, (word) => word.toLowerCase());
  return { ...point, question: `For ${clinician}${when}: ${asked}` };
}

function pageAppointment({ day, time, clinician, specialty }: Appointment, asOf: Day): PageAppointment {
  return { day, time, clinician, specialty, daysAway: daysBetween(asOf, day) };
}

function leftOut(cut: readonly Story[], report: FindingsReport): Page['leftOut'] {
  const full = cut.map(({ point }) => ({
    summary: point.text,
    reason: 'The page is full; this ranked lower.',
  }));
  const hints = report.findings.filter(({ grade, kind }) => grade === 'watch' && kind !== 'red-flag');
  const shown = hints.slice(0, LEFT_OUT_HINTS).map(({ summary }) => ({
    summary,
    reason: 'Only a hint so far: not sure enough to be raised.',
  }));
  const more = hints.length - shown.length;
  const rest =
    more > 0 ? [{ summary: `${more} more hints of this kind`, reason: 'Not sure enough to be raised.' }] : [];
  const companions = report.findings.filter(
    (finding) => finding.grade !== 'watch' && !isWorthTelling(finding),
  );
  const within =
    companions.length === 0
      ? []
      : [
          {
            summary: `${companions.length} links within the same night or morning`,
            reason: 'Certain, but no news.',
          },
        ];
  return [...full, ...shown, ...rest, ...within];
}

function wordingOf(stories: readonly Story[]): Page['wording'] {
  const kinds = new Set(stories.map(({ wording }) => wording));
  if (kinds.size > 1) return 'mixed';
  return kinds.has('model') ? 'model' : 'rule-based';
}
