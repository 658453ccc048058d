import type { Random } from '../../../bench/random.ts';
import {
  type ModelServer,
  type Recorded,
  type Step,
  startModelServer,
} from '../model-server/model-server.ts';

/** A provider on a bad day: a third of its answers are none. */
export function startMoodyModel(random: Random): Promise<ModelServer> {
  return startModelServer(() =>
    random.chance(1 / 3) ? random.pick(faults) : { kind: 'reply', make: repeat },
  );
}

const faults: readonly [Step, ...Step[]] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '1' } },
  { kind: 'status', status: 500 },
  { kind: 'hang' },
  { kind: 'half' },
  { kind: 'drop' },
  { kind: 'text', text: 'As a language model I would rather talk about gardening.' },
  { kind: 'text', text: '{"points":[{"text":"Steps rose by 999', truncated: true },
];

/** The drafts it was asked to word better, word for word: true, and within every rule of wording. */
function repeat({ turns }: Recorded): unknown {
  const asked = turns.find(({ role }) => role === 'user')?.content ?? '';
  const [, packet = '{}'] = asked.split('\n');
  const { drafts = [] } = JSON.parse(packet) as { drafts?: unknown[] };
  return { points: drafts.slice(0, 6) };
}
