import type { Speaker } from '../../src/domain/agent-id.ts';
import type { Interpretation } from '../../src/domain/talking-point.ts';
import type { Sealed } from '../../src/vault/seal.ts';

export interface InterpretationTable {
  round_id: string;
  person_id: string;
  agent: string;
  model: string;
  prompt_hash: string;
  packet_hash: string;
  input_tokens: number;
  output_tokens: number;
  rejected: number;
  recorded_at: string;
  body: Sealed<Interpretation<Speaker>>;
}
