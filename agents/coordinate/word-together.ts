import type { EvidencePacket } from '../../src/domain/packet.ts';
import type { Interpretation } from '../../src/domain/talking-point.ts';
import { type ConsultOptions, consult } from '../consult.ts';
import type { Scene } from '../narrate/scene.ts';
import { ageBandOf, MAX_EVIDENCE, publicPart } from '../packet.ts';
import { withoutContacts } from '../without-contacts.ts';
import type { CoordinatorInput } from './input.ts';
import { mergeStories, type Story } from './merge.ts';
import { sceneOf } from './scene-of.ts';

/**
 * One voice where models worded what several specialists said of one matter. The drafts are the stories as the page would
 * tell them without this, so nothing is lost where no answer comes. Undefined where nobody has to be asked.
 */
export async function wordTogether(
  input: CoordinatorInput,
  options: Omit<ConsultOptions, 'voices'>,
): Promise<Interpretation<'coordinator'> | undefined> {
  const { scene, profile } = sceneOf(input);
  const stories = mergeStories(scene.findings, input.interpretations, scene).filter(isToldByMany);
  if (stories.length === 0 || options.model === undefined) return undefined;
  const packet: EvidencePacket = {
    agent: 'coordinator',
    asOf: scene.asOf,
    ageBand: ageBandOf(input.profile.birthYear, scene.asOf),
    coverage: input.report.coverage,
    findings: stories.flatMap(({ findings }) => findings),
    customMetrics: scene.customMetrics,
    timeline: withoutContacts(scene.timeline, input.report.person),
    appointment: input.appointment && publicPart(input.appointment),
    profile: withoutContacts(
      { conditions: profile.conditions, medications: profile.medications },
      input.report.person,
    ),
    evidence: evidenceFor(stories, scene),
    earlier: [],
    outcomes: [],
    mornings: [],
  };
  const narrate = () => stories.map(({ point }) => point);
  const voices = stories.flatMap((story) => story.voices.map(({ agent, point }) => ({ agent, ...point })));
  return consult({ id: 'coordinator', title: 'Coordinator', narrate }, packet, { ...options, voices });
}

/** What the drafts cite, before what else would match. */
function evidenceFor(stories: readonly Story[], { evidence }: Scene): EvidencePacket['evidence'] {
  const cited = new Set(stories.flatMap(({ point }) => point.citations));
  const first = evidence.filter(({ id }) => cited.has(id));
  return [...first, ...evidence.filter(({ id }) => !cited.has(id))].slice(
    0,
    Math.max(first.length, MAX_EVIDENCE),
  );
}

/** One voice needs nobody to bring it together with others. */
function isToldByMany({ voices }: Story): boolean {
  return new Set(voices.map(({ agent }) => agent)).size > 1;
}
