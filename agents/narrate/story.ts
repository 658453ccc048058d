import type { AgentId } from '../../src/domain/agent-id.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { EvidenceEntry } from '../../src/domain/knowledge.ts';
import { getMetric } from '../../src/domain/metric.ts';
import type { TalkingPoint } from '../../src/domain/talking-point.ts';
import { alike, isChange, isPattern, type Pattern } from '../stories.ts';
import { mattersOf, metricTopicsOf, particularTopicsOf } from '../topics.ts';
import { cycleSentence } from './cycle.ts';
import { followsMedication } from './events.ts';
import { questionFor } from './question.ts';
import type { Scene } from './scene.ts';
import { accompany, narrateFinding } from './sentence.ts';
import { effectSize, priorityOf, surest } from './weight.ts';

const MAX_TEXT = 1150;

/** Who begins the story: a chain before its rules before its links, a dated shift before what repeats it. */
const order: Record<Finding['kind'], number> = {
  'red-flag': 0,
  chain: 1,
  shift: 2,
  'event-effect': 3,
  drift: 4,
  rule: 5,
  link: 6,
  deviation: 7,
  'lab-link': 8,
  discordance: 9,
};

/** One talking point for findings that belong together; its claims are all of them. */
export function narrateStory(findings: readonly Finding[], scene: Scene, voice?: AgentId): TalkingPoint {
  const told = inOrder(findings);
  const [lead] = told;
  if (lead === undefined) throw new RangeError('A story needs at least one finding.');
  const limit = limitOf(lead);
  const sentences = [
    narrateFinding(lead, scene),
    cycleSentence(lead, scene),
    ...companions(told, lead).map((finding) => accompany(finding, lead, scene)),
    limit,
  ].filter((sentence) => sentence !== '');
  return {
    text: joinWithin(sentences),
    claims: told.map(({ id }) => id),
    citations: citationsFor(told, scene),
    question: questionFor(told, scene, voice),
    priority: Math.min(...told.map(priorityOf)),
    confidence: surest(told),
  };
}

export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (left, right) =>
      order[left.kind] - order[right.kind] ||
      effectSize(right) - effectSize(left) ||
      (left.id < right.id ? -1 : 1),
  );
}

/** A page has room for one pattern with its percentages beside the lead; the others stay among the claims. */
const MOST_PATTERNS = 1;

/** A chain has told its links; a change that repeats a metric already told adds nothing but its claim. */
export function companions(told: readonly Finding[], lead: Finding): Finding[] {
  const metrics = new Set(isChange(lead) ? [lead.metric] : []);
  const patterns: Pattern[] = [];
  return told.slice(1).filter((finding) => {
    if (finding.kind === 'chain') return false;
    if (isChange(finding)) {
      const betterKnown = getMetric(finding.metric).toldBy;
      const isToldBy =
        betterKnown !== undefined && told.some((other) => isChange(other) && other.metric === betterKnown);
      if (metrics.has(finding.metric) || isToldBy) return false;
      metrics.add(finding.metric);
    }
    if (isPattern(finding)) {
      const isTold = [lead, ...patterns]
        .filter(isPattern)
        .some((other) => alike(other.cause, finding.cause) && alike(other.effect, finding.effect));
      const isLink = finding.kind === 'link' && lead.kind === 'chain';
      if (isTold || isLink || patterns.length >= MOST_PATTERNS) return false;
      patterns.push(finding);
    }
    return true;
  });
}

/** Sentences are kept whole: what does not fit stays among the claims and in the detail. */
export function joinWithin(sentences: readonly string[]): string {
  return sentences.reduce((text, sentence) =>
    text.length + sentence.length + 1 > MAX_TEXT ? text : `${text} ${sentence}`,
  );
}

function limitOf(finding: Finding): string {
  // What overlaps was told by name; its limit would say it twice.
  const isTold = finding.kind === 'event-effect' && finding.overlapping.length > 0;
  const limit = finding.limits[isTold ? 1 : 0];
  // A pattern's caveat stands above every pattern of the page.
  const isCaveated = finding.kind === 'chain' || finding.kind === 'red-flag';
  if (limit === undefined || limit.length > 160 || isCaveated) return '';
  return `To bear in mind: ${limit}${/[.!?]$/.test(limit) ? '' : '.'}`;
}

/** At most two entries on the same matter or metrics; opposing evidence on dosing times is cited together. */
function citationsFor(findings: readonly Finding[], scene: Scene): string[] {
  const metrics = metricTopicsOf(findings);
  const matters = mattersOf(findings, scene);
  const overlap = (entry: EvidenceEntry): number => entry.topics.filter((topic) => metrics.has(topic)).length;
  const particular = (entry: EvidenceEntry): number => Math.min(1, particularTopicsOf(entry).length);
  const matching = scene.evidence
    .filter((entry) => overlap(entry) > 0)
    .filter(
      (entry) => particular(entry) === 0 || particularTopicsOf(entry).some((topic) => matters.has(topic)),
    )
    .sort(
      (left, right) =>
        particular(right) - particular(left) ||
        overlap(right) - overlap(left) ||
        left.topics.length - right.topics.length,
    );
  const timing = findings.some(
    (finding) =>
      followsMedication(finding) && finding.events.some(({ kind }) => kind === 'medication-timing'),
  );
  const dosing = timing ? scene.evidence.filter(({ topics }) => topics.includes('dose-timing')) : [];
  return [...new Set([...dosing, ...matching.slice(0, 2)].map(({ id }) => id))];
}
