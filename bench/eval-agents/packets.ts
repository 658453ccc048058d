import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AgentId } from '../../src/domain/agent-id.ts';
import { findingSchema } from '../../src/domain/finding.ts';
import type { EvidencePacket } from '../../src/domain/packet.ts';
import { agentIdSchema } from '../../src/domain/talking-point.ts';
import { InputError } from '../../src/shared/errors.ts';

export interface Task {
  readonly name: string;
  readonly packet: EvidencePacket & { readonly agent: AgentId };
}

/** As far as the evaluation relies on it; the rest was written by the same code that reads it. */
const packetFile = z.object({
  packet: z.looseObject({ agent: agentIdSchema, asOf: z.string(), findings: z.array(findingSchema) }),
});

export function readTasks(directory: string): Task[] {
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return files.sort().map((file) => {
    const parsed = packetFile.safeParse(JSON.parse(readFileSync(join(directory, file), 'utf8')));
    if (!parsed.success) throw new InputError(`${file} holds no packet.`);
    return { name: file.replace(/\.json$/, ''), packet: parsed.data.packet as unknown as Task['packet'] };
  });
}
