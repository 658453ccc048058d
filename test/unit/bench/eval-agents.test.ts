import { describe, expect, it } from 'vitest';
import type { Row } from '../../../bench/eval-agents/evaluate.ts';
import { evalAgents } from '../../../bench/eval-agents/main.ts';
import { draftsOf, lies, lying } from '../../support/model-server/liar.ts';
import { type Script, startModelServer } from '../../support/model-server/model-server.ts';
import { namedPackets } from '../../support/packets/packets.ts';

async function run(args: readonly string[], environment: Record<string, string>) {
  const said = { printed: '', noted: '' };
  const code = await evalAgents(args, {
    environment: { XDG_CONFIG_HOME: '/etc/somebody', ...environment },
    print: (text) => {
      said.printed += text;
    },
    note: (text) => {
      said.noted += text;
    },
  });
  return { code, ...said };
}

async function against(script: Script, ...args: string[]) {
  await using server = await startModelServer(script);
  return await run(args, {
    ANTHROPIC_API_KEY: 'k',
    ANTHROPIC_BASE_URL: server.url,
    ROUNDS_MODELS: 'default=anthropic:fake@3/15',
  });
}
const rowsOf = ({ printed }: { printed: string }): Row[] => JSON.parse(printed) as Row[];
const honest: Script = [{ kind: 'reply', make: (request) => ({ points: draftsOf(request).slice(0, 6) }) }];

describe('the evaluation of agents', () => {
  it('says in one line what to set where no model is', async () => {
    const { code, printed, noted } = await run([], {});
    expect([code, printed]).toEqual([2, '']);
    expect(noted).toMatch(/^No model is set: .*ANTHROPIC_API_KEY.*\n$/);
    expect((await run([], { OPENAI_BASE_URL: 'http://x.example', ROUNDS_MODELS: 'default=none' })).code).toBe(
      2,
    );
  });

  it('refuses settings and options that are wrong', async () => {
    expect((await run([], { ROUNDS_MODELS: 'default=anthropic:x' })).noted).toContain('ANTHROPIC_API_KEY');
    expect(await run(['--fast'], {})).toMatchObject({ code: 2, noted: 'Known is only --json.\n' });
  });

  it('lets a model that says nothing but the drafts through, and counts what it took', async () => {
    const rows = rowsOf(await against(honest, '--json'));
    expect(rows.map(({ packet }) => packet).toSorted()).toEqual(Object.keys(namedPackets).toSorted());
    for (const { packet, points, faults, claims, tokens } of rows) {
      const isAsked = packet !== 'empty';
      expect(points.atFirst, packet).toBe(points.offered);
      expect(points.offered > 0, packet).toBe(isAsked);
      expect([faults.grounding, faults.wording, points.replaced], packet).toEqual([0, 0, 0]);
      expect(claims.told, packet).toBe(claims.all);
      // 120 × 3 + 40 × 15 = 960 of a million.
      if (isAsked) expect(tokens, packet).toEqual({ input: 120, output: 40, cost: 0.00096 });
    }
  });

  it('gives a liar no point', async () => {
    const [lie] = lies;
    if (lie === undefined) throw new Error('There are lies.');
    const rows = rowsOf(await against(lying(lie), '--json')).filter(({ packet }) => packet !== 'empty');
    for (const { packet, points, faults, claims, fallback } of rows) {
      expect([points.atFirst, points.mended, claims.told], packet).toEqual([0, 0, 0]);
      expect(points.replaced, packet).toBe(points.offered);
      expect(faults.grounding, packet).toBeGreaterThan(0);
      expect(fallback, packet).toBe('not-let-through');
    }
  });

  it('goes on when no answer comes, and prints a table', async () => {
    const { code, printed } = await against([{ kind: 'status', status: 529 }]);
    expect(code).toBe(0);
    expect(printed).toMatch(/^What specialists make of 10 packets/);
    expect(printed).toMatch(/^seed-sleep \(no-answer\) +0 +0/m);
    expect(printed.split('\n').filter((line) => line.includes('no-answer'))).toHaveLength(9);
  });
});
