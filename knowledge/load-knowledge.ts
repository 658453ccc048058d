import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Knowledge, knowledgeSchema } from '../src/domain/knowledge.ts';
import { ConfigError } from '../src/shared/errors.ts';

/** Reads and checks the data files. A damaged file stops the start: it must not quietly cost a red flag. */
export function loadKnowledge(directory: string): Knowledge {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'));
  const parsed = knowledgeSchema.safeParse({
    evidence: read('evidence'),
    medications: read('medications'),
    labs: read('labs'),
    redFlags: read('red-flags'),
    emergencyNumbers: read('emergency-numbers'),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ConfigError(`knowledge/ is damaged at ${issue?.path.join('.')}: ${issue?.message}`);
}
