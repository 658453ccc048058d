import type { AgentId } from '../../src/domain/agent-id.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Interpretation, SpokenPoint, TalkingPoint } from '../../src/domain/talking-point.ts';
import type { Scene } from '../narrate/scene.ts';
import { accompany } from '../narrate/sentence.ts';
import { inOrder, narrateStory } from '../narrate/story.ts';
import { confidences } from '../narrate/weight.ts';
import { groupStories, isChange } from '../stories.ts';
import { keyOf } from '../weigh.ts';

/** A talking point before it has a place on the page. */
export interface Story {
  readonly point: TalkingPoint;
  readonly findings: readonly Finding[];
  readonly agents: readonly AgentId[];
  readonly wording: 'rule-based' | 'model';
  /** What models worded of it, a specialist each. */
  readonly voices: readonly Voice[];
}

export interface Voice {
  readonly agent: AgentId;
  readonly point: SpokenPoint;
}

/**
 * Joins what several agents said about the same findings. What belongs together, how much it matters and so what has
 * room on a page is decided by the findings alone, never by who worded them. A finding that nobody spoke to (its
 * specialist was silent, or there is none) is narrated here, so that the claims of a page do not hang on who could be
 * reached. `together` is the one voice that a model gave to what several had worded.
 */
export function mergeStories(
  findings: readonly Finding[],
  interpretations: readonly Interpretation[],
  scene: Scene,
  together?: Interpretation<'coordinator'>,
): Story[] {
  const oneVoice = new Map(
    (together?.points ?? []).filter(({ byModel }) => byModel).map((point) => [keyOf(point), point]),
  );
  const voices = interpretations.flatMap(({ agent, points }) =>
    points.map((point): Voice => ({ agent, point })),
  );
  return groupStories(findings).map((story) => tellStory(story, voices, oneVoice, scene));
}

function tellStory(
  findings: readonly Finding[],
  voices: readonly Voice[],
  oneVoice: ReadonlyMap<string, TalkingPoint>,
  scene: Scene,
): Story {
  const ids = new Set(findings.map(({ id }) => id));
  const speaking = voices.filter(({ point }) => point.claims.every((claim) => ids.has(claim)));
  const agents = [...new Set(speaking.map(({ agent }) => agent))].sort();
  const narrated = narrateStory(findings, scene, voiceOf(agents));
  const isRedFlag = findings.some(({ kind }) => kind === 'red-flag');
  const modelled = isRedFlag ? [] : speaking.filter(({ point }) => point.byModel);
  const best = bestOf(modelled)?.point;
  const { byModel: _byModel, ...words }: SpokenPoint =
    best === undefined
      ? narrated
      : (oneVoice.get(keyOf(narrated)) ?? complete(best, findings, narrated, scene));
  const point = { ...words, priority: narrated.priority };
  return {
    point: withDoubt(point, speaking),
    findings,
    agents,
    wording: best === undefined ? 'rule-based' : 'model',
    voices: modelled,
  };
}

/** Whose question is asked where several have one. */
export function voiceOf(agents: readonly AgentId[]): AgentId | undefined {
  return agents.includes('medications') ? 'medications' : agents[0];
}

/** The point that covers most, then the one that matters most to its speaker. */
function bestOf(voices: readonly Voice[]): Voice | undefined {
  return [...voices].sort(
    (left, right) =>
      right.point.claims.length - left.point.claims.length ||
      left.point.priority - right.point.priority ||
      (left.agent < right.agent ? -1 : 1),
  )[0];
}

/** Adds the deterministic sentences for what the chosen point does not tell. */
function complete(
  point: TalkingPoint,
  findings: readonly Finding[],
  narrated: TalkingPoint,
  scene: Scene,
): TalkingPoint {
  const told = findings.filter(({ id }) => point.claims.includes(id));
  const metrics = new Set(told.filter(isChange).map(({ metric }) => metric));
  const [lead] = inOrder(told);
  const missing = inOrder(findings.filter(({ id }) => !point.claims.includes(id)));
  const sentences = missing.flatMap((finding) => {
    if (lead === undefined || (isChange(finding) && metrics.has(finding.metric))) return [];
    if (finding.kind === 'link' && told.some(({ kind }) => kind === 'chain')) return [];
    if (isChange(finding)) metrics.add(finding.metric);
    return [accompany(finding, lead, scene)];
  });
  return {
    ...point,
    text: [point.text, ...sentences].join(' '),
    claims: narrated.claims,
    citations: [...new Set([...point.citations, ...narrated.citations])],
  };
}

/** Where the specialists are not equally sure, the page says so and takes the lower word. */
function withDoubt(point: TalkingPoint, voices: readonly Voice[]): TalkingPoint {
  const rank = ({ point: said }: Voice): number => confidences.indexOf(said.confidence);
  const same = voices.filter(({ point: said }) => said.claims.some((claim) => point.claims.includes(claim)));
  const ordered = [...same].sort((left, right) => rank(left) - rank(right));
  const [least] = ordered;
  const most = ordered.at(-1);
  if (least === undefined || most === undefined || rank(least) === rank(most)) return point;
  const disputed = least.point.claims.some((claim) => most.point.claims.includes(claim));
  if (!disputed || least.agent === most.agent) return point;
  const doubt = `The ${least.agent} specialist is less sure of this than the ${most.agent} specialist.`;
  return { ...point, text: `${point.text} ${doubt}`, confidence: least.point.confidence };
}
