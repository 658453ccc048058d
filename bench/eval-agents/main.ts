import { join } from 'node:path';
import { loadConfig } from '../../src/config/config.ts';
import { readEnv } from '../../src/config/env.ts';
import { refuseUnknownAgents } from '../../src/config/models.ts';
import { loadSecrets } from '../../src/config/secrets.ts';
import { speakers } from '../../src/domain/agent-id.ts';
import { openModels } from '../../src/open-models.ts';
import { ConfigError } from '../../src/shared/errors.ts';
import { silentMeter } from '../../src/shared/meter.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { printTable } from '../truth/text-table.ts';
import { evaluate, type Row } from './evaluate.ts';
import { readTasks } from './packets.ts';

const WHAT_TO_SET =
  'No model is set: ANTHROPIC_API_KEY, OPENAI_API_KEY or OPENAI_BASE_URL names one, ROUNDS_MODELS says who uses which.\n';

export interface EvalTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  print(text: string): void;
  note(text: string): void;
}

/** Tries the specialists' prompts on a real model. Exit codes as of the command line: 2 is a missing setting. */
export async function evalAgents(args: readonly string[], tools: EvalTools): Promise<number> {
  const unknown = args.find((arg) => arg !== '--json');
  if (unknown !== undefined) {
    tools.note('Known is only --json.\n');
    return 2;
  }
  try {
    const modelFor = modelsOf(tools.environment);
    const tasks = readTasks(join(packageRoot(), 'test', 'fixtures', 'packets'));
    const rows = modelFor === undefined ? [] : await evaluate(tasks, modelFor);
    if (rows.length === 0) {
      tools.note(WHAT_TO_SET);
      return 2;
    }
    tools.print(args.includes('--json') ? `${JSON.stringify(rows, null, 2)}\n` : tableOf(rows));
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    tools.note(`${error.publicMessage}\n`);
    return 2;
  }
}

function modelsOf(environment: EvalTools['environment']) {
  const env = readEnv(environment);
  const config = loadConfig(env, process.cwd());
  refuseUnknownAgents(config.models, speakers);
  const chains = [config.models.default, ...Object.values(config.models.byAgent)];
  if (chains.flat().length === 0) return undefined;
  // Alone on the machine: there are no other workers to share a limit with.
  const requestBudgets = { take: async () => 0, pause: async () => undefined };
  return openModels({ config, secrets: loadSecrets(env, config), fetch, requestBudgets, meter: silentMeter });
}

function tableOf(rows: readonly Row[]): string {
  const total = rows.reduce((sum, { tokens }) => sum + (tokens.cost ?? 0), 0);
  return printTable({
    title: `What specialists make of ${rows.length} packets, with ${[...new Set(rows.map(({ model }) => model))].join(', ')}`,
    header: 'packet,points,at first,mended,replaced,grounding,wording,claims,in,out,cost,seconds'.split(','),
    rows: rows.map(({ packet, points, faults, claims, tokens, seconds, fallback }) => [
      fallback === undefined ? packet : `${packet} (${fallback})`,
      ...[points.offered, points.atFirst, points.mended, points.replaced].map(String),
      ...[faults.grounding, faults.wording].map(String),
      `${claims.told}/${claims.all}`,
      ...[tokens.input, tokens.output].map(String),
      tokens.cost === undefined ? '-' : tokens.cost.toFixed(4),
      seconds.toFixed(1),
    ]),
    note: `Cost in all: ${rows.some(({ tokens }) => tokens.cost !== undefined) ? total.toFixed(4) : 'no price is named (NAME@IN/OUT)'}`,
  });
}
