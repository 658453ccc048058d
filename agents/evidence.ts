import { type EvidenceEntry, findDrug, type Knowledge } from '../src/domain/knowledge.ts';
import { metricSlugs } from '../src/domain/metric.ts';
import type { EvidencePacket } from '../src/domain/packet.ts';
import { foreignDiseases } from '../src/llm/lexicon.ts';

type Matter = Pick<EvidencePacket, 'findings' | 'timeline' | 'profile'>;

/**
 * Topics that hold for anyone who wears a ring. Every other topic that is no metric (a drug class, a cycle, alcohol,
 * a laboratory value) makes an entry speak of particular people, and it is only matched when this person is one.
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
]);

/** Entries for a drug that stands before a change come first, then those on most of the metrics. */
export function matchingEvidence(matter: Matter, knowledge: Knowledge, limit: number): EvidenceEntry[] {
  const metrics = new Set(matter.findings.flatMap((finding) => finding.metrics));
  const analytes = matter.findings.flatMap((finding) =>
    finding.kind === 'lab-link' ? [finding.analyte.toLowerCase()] : [],
  );
  const drugs = drugsBefore(matter, knowledge);
  const named = new Set(drugs.flatMap(({ evidence }) => evidence));
  const own = new Set([...drugs.map((drug) => drug.class.toLowerCase().replaceAll(' ', '-')), ...analytes]);
  const conditions = (matter.profile.conditions ?? []).map(({ name }) => name).join(' ');
  const score = (entry: EvidenceEntry): number => {
    if (named.has(entry.id)) return 10 + count(entry, metrics);
    const isGeneral = entry.topics.every((topic) => general.has(topic) || isMetric(topic) || own.has(topic));
    if (!isGeneral || foreignDiseases(`${entry.title} ${entry.supports}`, conditions).length > 0) return 0;
    const matching = count(entry, metrics) + count(entry, own);
    // Of two equal matches, the one whose figures were read in the abstract.
    return matching > 0 && entry.figureCheck.startsWith('abstract') ? matching + 0.5 : matching;
  };
  return knowledge.evidence
    .map((entry) => ({ entry, score: score(entry) }))
    .filter((scored) => scored.score > 0)
    .sort((left, right) => right.score - left.score || (left.entry.id < right.entry.id ? -1 : 1))
    .slice(0, limit)
    .map(({ entry }) => entry);
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
