import { agentIds } from '../src/domain/agent-id.ts';
import type { EvidencePacket } from '../src/domain/packet.ts';
import type { TalkingPoint } from '../src/domain/talking-point.ts';
import { checkGrounding } from '../src/llm/grounding.ts';
import type { Violation } from '../src/llm/grounding-context.ts';
import type { Lexicon } from '../src/llm/lexicon.ts';
import { readMetrics } from '../src/llm/metric-names.ts';
import { checkVocabulary } from '../src/llm/vocabulary.ts';
import { checkQuestion, checkWording } from '../src/llm/wording.ts';
import { narrateStory } from './narrate/story.ts';

/** Everything that stands against a point, or against it as the words of a draft. An empty list lets it through. */
export function judge(
  point: TalkingPoint,
  packet: EvidencePacket,
  lexicon: Lexicon,
  draft?: TalkingPoint,
): Violation[] {
  const evidence = new Set(packet.evidence.map(({ id }) => id));
  const foreign = point.citations.filter((id) => !evidence.has(id));
  const told = `${point.text} ${point.question}`;
  const draftWords = (): string =>
    draft === undefined ? draftOf(point, packet) : `${draft.text} ${draft.question}`;
  return [
    ...foreign.map((words) => ({ kind: 'claim' as const, words })),
    ...leftUnsaid(point, packet, draft),
    ...[point.text, point.question].flatMap((text) => [
      ...checkGrounding(text, packet, point.claims, lexicon),
      ...checkWording(text, packet, point.claims, lexicon),
      ...checkVocabulary(withoutMornings(text, packet), packet, point.claims, draftWords),
    ]),
    ...checkQuestion(point.question),
    ...(/https?:|www\.|<\w/.test(told) ? [{ kind: 'claim' as const, words: 'links and markup' }] : []),
  ];
}

/**
 * A claim that the text never mentions would vanish from the page while counting as told. A draft carries along some that
 * it does not spell out (a chain its links, a change what repeats it): nobody who words it has to tell those.
 */
function leftUnsaid(
  point: TalkingPoint,
  packet: EvidencePacket,
  draft: TalkingPoint | undefined,
): Violation[] {
  const carried = new Set(draft === undefined ? [] : untold(draft, packet));
  return untold(point, packet)
    .filter((id) => !carried.has(id))
    .map((id) => ({ kind: 'claim', words: id }));
}

function untold(point: TalkingPoint, packet: EvidencePacket): string[] {
  const claimed = packet.findings.filter(({ id }) => point.claims.includes(id));
  const named = new Set(readMetrics(point.text, claimed, packet).metrics.map(({ slug }) => slug));
  return claimed
    .filter(({ kind, metrics }) => {
      if (kind === 'red-flag' || metrics.length === 0) return false;
      const needed = kind === 'chain' || kind === 'link' || kind === 'rule' ? metrics : metrics.slice(0, 1);
      return !needed.every((metric) => named.has(metric));
    })
    .map(({ id }) => id);
}

/** What our own narrator would say of the same claims: its words are anybody's. */
function draftOf({ claims }: TalkingPoint, packet: EvidencePacket): string {
  const claimed = packet.findings.filter(({ id }) => claims.includes(id));
  if (claimed.length === 0) return '';
  const { text, question } = narrateStory(
    claimed,
    packet,
    agentIds.find((id) => id === packet.agent),
  );
  return `${text} ${question}`;
}

/** A few words that somebody wrote on a morning may be quoted as they stand there. */
function withoutMornings(text: string, { mornings }: EvidencePacket): string {
  const written = mornings.map(({ symptoms, notes }) => `${symptoms} ${notes}`).join(' ');
  return text.replace(/“([^“”]{3,80})”/g, (quoted, words: string) =>
    written.includes(words) ? '“”' : quoted,
  );
}
