import { judge } from '../../agents/judge.ts';
import { keyOf } from '../../agents/weigh.ts';
import type { EvidencePacket } from '../../src/domain/packet.ts';
import type { Interpretation, TalkingPoint } from '../../src/domain/talking-point.ts';
import type { Violation } from '../../src/llm/grounding-context.ts';
import type { Lexicon } from '../../src/llm/lexicon.ts';

export interface Score {
  readonly points: {
    readonly offered: number;
    readonly atFirst: number;
    readonly mended: number;
    readonly replaced: number;
  };
  /** What was found in the points as they were first offered. */
  readonly faults: { readonly grounding: number; readonly wording: number };
  /** Of the claims that a model may tell, those that it told. */
  readonly claims: { readonly told: number; readonly all: number };
  readonly tokens: { readonly input: number; readonly output: number; readonly cost: number | undefined };
  readonly seconds: number;
  readonly model: string;
  readonly fallback: Interpretation['wording']['fallback'];
}

const aboutWording: readonly Violation['kind'][] = [
  'cause',
  'advice',
  'disease',
  'reassurance',
  'alarm',
  'question',
];

/** What a model offered, first and when it was asked to mend it, held against what became of it. */
export function scoreOf(
  packet: EvidencePacket,
  lexicon: Lexicon,
  [first = [], second = []]: readonly (readonly TalkingPoint[])[],
  { points, wording }: Interpretation,
  drafts: readonly TalkingPoint[],
): Omit<Score, 'seconds'> {
  const draftOf = new Map(drafts.map((draft) => [keyOf(draft), draft]));
  const against = (point: TalkingPoint) => judge(point, packet, lexicon, draftOf.get(keyOf(point)));
  const faults = first.map(against);
  const all = faults.flat();
  const worded = all.filter(({ kind }) => aboutWording.includes(kind)).length;
  const atFirst = faults.filter((found) => found.length === 0).length;
  const sound = second.filter((point) => against(point).length === 0).length;
  const mended = Math.min(sound, first.length - atFirst);
  const offered = new Set([...first, ...second].map(({ text }) => text));
  const told = points.filter(({ text }) => offered.has(text)).flatMap(({ claims }) => claims);
  return {
    points: { offered: first.length, atFirst, mended, replaced: first.length - atFirst - mended },
    faults: { grounding: all.length - worded, wording: worded },
    claims: {
      told: wording.kind === 'model' ? new Set(told).size : 0,
      all: packet.findings.filter(({ kind }) => kind !== 'red-flag').length,
    },
    tokens: { input: wording.inputTokens, output: wording.outputTokens, cost: wording.cost },
    model: wording.model,
    fallback: wording.fallback,
  };
}
