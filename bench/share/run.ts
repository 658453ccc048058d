import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../random.ts';
import { medianOf } from '../truth/rates.ts';
import { printTable } from '../truth/text-table.ts';
import { openRefusals, type Refusal } from './refusals.ts';

/** Whether a stopwatch tells why a share link shows nothing: every kind of refusal side by side, in random order. */
const { values: options } = parseArgs({
  options: {
    looks: { type: 'string', default: '1000' },
    tries: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'share-'));
try {
  await measureAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  await using refusals = await openRefusals(join(folder, 'rounds.db'));
  const looks = await measure(refusals.kinds, Number(options.looks), (kind) => kind.look());
  const tries = await measure(refusals.kinds, Number(options.tries), (kind) => kind.enter());
  const rows = refusals.kinds.map(({ name }) => ({
    refusal: name,
    lookMicroseconds: 1_000 * (looks.get(name) ?? Number.NaN),
    tryMilliseconds: tries.get(name) ?? Number.NaN,
  }));
  if (options.json) console.log(JSON.stringify({ rows }));
  else print(rows);
}

/** The medians, in milliseconds. Each round asks every kind once, in an order of its own. */
async function measure(
  kinds: readonly Refusal[],
  rounds: number,
  ask: (kind: Refusal) => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const random = createRandom(Number(options.seed), 'order');
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  // The first rounds pay for the compiler.
  for (let round = -Math.ceil(rounds / 10); round < rounds; round++) {
    const order = kinds.map((kind) => ({ kind, place: random.uniform() }));
    for (const { kind } of order.sort((left, right) => left.place - right.place)) {
      const began = performance.now();
      await ask(kind);
      if (round >= 0) times.get(kind.name)?.push(performance.now() - began);
    }
  }
  return new Map([...times].map(([name, measured]) => [name, medianOf(measured) ?? Number.NaN]));
}

function print(
  rows: readonly {
    readonly refusal: string;
    readonly lookMicroseconds: number;
    readonly tryMilliseconds: number;
  }[],
): void {
  const [first] = rows;
  const ratio = (value: number, of: number | undefined) => (value / (of ?? Number.NaN)).toFixed(3);
  console.log(
    printTable({
      title: 'A share link that shows nothing (medians)',
      header: ['refusal', 'look µs', 'to guessed', 'passcode ms', 'to guessed'],
      rows: rows.map(({ refusal, lookMicroseconds, tryMilliseconds }) => [
        refusal,
        lookMicroseconds.toFixed(1),
        ratio(lookMicroseconds, first?.lookMicroseconds),
        tryMilliseconds.toFixed(2),
        ratio(tryMilliseconds, first?.tryMilliseconds),
      ]),
      note: 'Within this process, without a network that would hide differences.',
    }),
  );
}
