import { expect, it } from 'vitest';
import type { Store } from './stage.ts';

export function describeModelAnswers(store: () => Store): void {
  const answer = (value: string) => ({ value, inputTokens: 100, outputTokens: 20 });

  it('finds what was answered, for the person it was asked for', async () => {
    const { modelAnswers, anna, berta } = store();
    expect(await modelAnswers.find(anna, 'key')).toBeUndefined();
    await modelAnswers.keep(anna, 'key', answer('words'));
    expect(await modelAnswers.find(anna, 'key')).toEqual(answer('words'));
    expect(await modelAnswers.find(anna, 'other')).toBeUndefined();
    expect(await modelAnswers.find(berta, 'key')).toBeUndefined();
  });

  it('lets the first of two answers stand', async () => {
    const { modelAnswers, anna } = store();
    await modelAnswers.keep(anna, 'key', answer('first'));
    await modelAnswers.keep(anna, 'key', answer('second'));
    expect(await modelAnswers.find(anna, 'key')).toEqual(answer('first'));
  });

  it('forgets the old ones', async () => {
    const { modelAnswers, anna, clock } = store();
    await modelAnswers.keep(anna, 'old', answer('old'));
    clock.advance(60_000);
    await modelAnswers.keep(anna, 'new', answer('new'));
    expect(await modelAnswers.deleteBefore(clock.now())).toBe(1);
    expect(await modelAnswers.find(anna, 'old')).toBeUndefined();
    expect(await modelAnswers.find(anna, 'new')).toBeDefined();
  });
}
