import { expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

export function describeRoundUsages(store: () => Store): void {
  const open = () => store().rounds.upsert(store().anna, 'nightly:2026-03-20', parseDay('2026-03-20'));
  const ceiling = { tokens: 1_000, cost: 0.5 };

  it('lets calls go until what they may take reaches the limit', async () => {
    const { roundUsages } = store();
    const round = await open();
    expect(await roundUsages.reserve(round, { tokens: 600, cost: 0.1 }, ceiling)).toBe(true);
    expect(await roundUsages.reserve(round, { tokens: 401, cost: 0.1 }, ceiling)).toBe(false);
    expect(await roundUsages.reserve(round, { tokens: 400, cost: 0.1 }, ceiling)).toBe(true);
    expect(await roundUsages.reserve(round, { tokens: 1, cost: 0 }, ceiling)).toBe(false);
  });

  it('gives back what a call did not take', async () => {
    const { roundUsages } = store();
    const round = await open();
    const most = { tokens: 900, cost: 0.25 };
    await roundUsages.reserve(round, most, ceiling);
    await roundUsages.settle(round.id, most, { inputTokens: 100, outputTokens: 50, cost: 0.125 });
    expect(await roundUsages.find(round.id)).toEqual({ inputTokens: 100, outputTokens: 50, cost: 0.125 });
    expect(await roundUsages.reserve(round, { tokens: 851, cost: 0 }, ceiling)).toBe(false);
    expect(await roundUsages.reserve(round, { tokens: 850, cost: 0.375 }, ceiling)).toBe(true);
  });

  it('keeps to the limit of cost as well, where there is one', async () => {
    const { roundUsages } = store();
    const round = await open();
    expect(await roundUsages.reserve(round, { tokens: 1, cost: 0.6 }, ceiling)).toBe(false);
    expect(await roundUsages.reserve(round, { tokens: 1, cost: 0.5 }, ceiling)).toBe(true);
    expect(await roundUsages.reserve(round, { tokens: 1, cost: 0.25 }, ceiling)).toBe(false);
    expect(await roundUsages.reserve(round, { tokens: 1, cost: 9 }, { tokens: 1_000 })).toBe(true);
  });

  it('gives the last of it to one of those who ask at the same time', async () => {
    const { roundUsages } = store();
    const round = await open();
    const asked = Array.from({ length: 20 }, () =>
      roundUsages.reserve(round, { tokens: 150, cost: 0 }, ceiling),
    );
    expect((await Promise.all(asked)).filter((granted) => granted)).toHaveLength(6);
  });

  it('keeps the rounds apart', async () => {
    const { roundUsages, rounds, anna } = store();
    const round = await open();
    const other = await rounds.upsert(anna, 'demand:1', parseDay('2026-03-20'));
    await roundUsages.reserve(round, { tokens: 1_000, cost: 0 }, ceiling);
    expect(await roundUsages.reserve(other, { tokens: 1_000, cost: 0 }, ceiling)).toBe(true);
    expect(await roundUsages.find(other.id)).toEqual({ inputTokens: 0, outputTokens: 0, cost: 0 });
  });
}
