import type { Finding } from '../domain/finding.ts';
import type { EvidencePacket } from '../domain/packet.ts';

/** What a sentence is checked against: a packet, or the same parts of a whole report. */
export type GroundingContext = Pick<
  EvidencePacket,
  'asOf' | 'findings' | 'customMetrics' | 'timeline' | 'appointment' | 'profile'
>;

export interface Violation {
  readonly kind:
    | 'number'
    | 'date'
    | 'direction'
    | 'metric'
    | 'medication'
    | 'clinician'
    | 'claim'
    | 'cause'
    | 'advice'
    | 'disease'
    | 'reassurance'
    | 'alarm'
    | 'question'
    | 'grade'
    | 'word';
  /** The words at fault, so that they can be sent back to the model. */
  readonly words: string;
}

/** The claimed findings; a chain brings the links and rules it is made of. */
export function citedFindings(context: GroundingContext, claims: readonly string[]): Finding[] {
  const byId = new Map(context.findings.map((finding) => [finding.id, finding]));
  const ids = new Set(claims);
  for (const id of claims) {
    const finding = byId.get(id);
    if (finding?.kind === 'chain') for (const link of finding.links) ids.add(link);
  }
  return [...ids].flatMap((id) => byId.get(id) ?? []);
}
