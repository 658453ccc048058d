import { type EvidenceEntry, findDrug, type Knowledge } from '../src/domain/knowledge.ts';
import { metricSlugs } from '../src/domain/metric.ts';
import type { EvidencePacket } from '../src/domain/packet.ts';
import { foreignDiseases } from '../src/llm/lexicon.ts';
import { mattersOf, metricTopicsOf, particularTopicsOf } from './topics.ts';

type Matter = Pick<EvidencePacket, 'findings' | 'timeline' | 'profile' | 'customMetrics'>;

/**
 * Topics that hold for anyone who wears a ring. Every other topic that is no metric (a drug class, a cycle, alcohol,
 * a laboratory value) makes an entry speak of particular people, and it is only matched when a finding is about that.
 */
const general = new Set([
  'norms',
  'oura',
  'wearables',
  'rmssd',
  'waso',
  'sleep-staging',
  'sleep-regularity',
  'limitations',
  'coefficient-of-variation',
  'weekly-average',
  'aging',
  'older-adults',
  'temperature',
]);

/** Entries for a drug that stands before a change come first, then those on its own matter, then those on most metrics. */
export function matchingEvidence(matter: Matter, knowledge: Knowledge, limit: number): EvidenceEntry[] {
  const metrics = metricTopicsOf(matter.findings);
  const matters = mattersOf(matter.findings, matter);
  const drugs = drugsBefore(matter, knowledge);
  const named = new Set(drugs.flatMap(({ evidence }) => evidence));
  const classes = new Set(drugs.map((drug) => drug.class.toLowerCase().replaceAll(' ', '-')));
  const known = knownConditions(matter, matters);
  const score = (entry: EvidenceEntry): number => {
    if (named.has(entry.id)) return 10 + count(entry, metrics);
    const particular = particularTopicsOf(entry);
    const isApt =
      particular.length > 0
        ? particular.some((topic) => matters.has(topic)) && !entry.topics.includes('dose-timing')
        : entry.topics.every((topic) => general.has(topic) || isMetric(topic) || classes.has(topic));
    const matching = isApt ? count(entry, metrics) + count(entry, classes) : 0;
    if (matching === 0 || foreignDiseases(`${entry.title} ${entry.supports}`, known).length > 0) return 0;
    // Of two equal matches, the one whose figures were read in the abstract.
    return matching + (particular.length > 0 ? 5 : 0) + (entry.figureCheck.startsWith('abstract') ? 0.5 : 0);
  };
  return knowledge.evidence
    .map((entry) => ({ entry, score: score(entry) }))
    .filter((scored) => scored.score > 0)
    .sort((left, right) => right.score - left.score || (left.entry.id < right.entry.id ? -1 : 1))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

/** Entries of the cycle, and a laboratory value that is spoken of, say as much as a condition would. */
function knownConditions({ profile }: Matter, matters: ReadonlySet<string>): string {
  const names = (profile.conditions ?? []).map(({ name }) => name);
  return [
    ...names,
    ...(matters.has('perimenopause') ? ['perimenopause, menopause'] : []),
    ...(matters.has('ferritin') ? ['iron deficiency, anaemia, anaemic'] : []),
  ].join(' ');
}

function drugsBefore({ findings, timeline }: Matter, knowledge: Knowledge): Knowledge['medications'] {
  const preceding = new Set(findings.flatMap(({ events }) => events.map(({ id }) => id)));
  for (const finding of findings) if (finding.kind === 'event-effect') preceding.add(finding.event.id);
  return timeline
    .filter(({ id, medication }) => preceding.has(id) && medication !== undefined)
    .flatMap(({ medication }) => findDrug(knowledge, medication ?? '') ?? []);
}

function count({ topics }: EvidenceEntry, wanted: ReadonlySet<string>): number {
  return topics.filter((topic) => wanted.has(topic)).length;
}

function isMetric(topic: string): boolean {
  return metricSlugs.some((slug) => slug === topic);
}
