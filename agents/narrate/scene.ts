import type { EvidencePacket } from '../../src/domain/packet.ts';

/** What the narrators look at: a packet has it, and so has the coordinator for a whole report. */
export type Scene = Pick<EvidencePacket, 'asOf' | 'findings' | 'timeline' | 'evidence' | 'customMetrics'>;
