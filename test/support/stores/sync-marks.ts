import { expect, it } from 'vitest';
import { parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

export function describeSyncMarks(store: () => Store): void {
  const extend = (collection: string, coveredFrom: string, heardUntil?: string) =>
    store().syncMarks.extend(store().anna, collection, {
      coveredFrom: parseDay(coveredFrom),
      heardUntil: heardUntil === undefined ? undefined : parseDay(heardUntil),
    });
  const marks = async () => Object.fromEntries(await store().syncMarks.list(store().anna));

  it('only ever grow, into the past and into the present', async () => {
    await extend('sleep', '2025-03-01', '2026-03-10');
    await extend('sleep', '2026-03-01', '2026-03-19');
    await extend('sleep', '2024-03-01');
    await extend('sleep', '2026-03-01', '2026-03-12');
    expect(await marks()).toEqual({ sleep: { coveredFrom: '2024-03-01', heardUntil: '2026-03-19' } });
  });

  it('know of no ring until one was heard of', async () => {
    await extend('tag', '2025-03-01');
    expect(await marks()).toEqual({ tag: { coveredFrom: '2025-03-01', heardUntil: undefined } });
    await extend('tag', '2025-03-01', '2026-03-19');
    expect(await marks()).toEqual({ tag: { coveredFrom: '2025-03-01', heardUntil: '2026-03-19' } });
  });

  it('are forgotten one by one or all together, of one person', async () => {
    const { syncMarks, anna, berta } = store();
    for (const collection of ['sleep', 'tag', 'workout']) await extend(collection, '2025-03-01');
    await syncMarks.extend(berta, 'sleep', { coveredFrom: parseDay('2025-01-01'), heardUntil: undefined });
    await syncMarks.clear(anna, ['tag', 'workout']);
    expect(Object.keys(await marks())).toEqual(['sleep']);
    await syncMarks.clear(anna);
    expect(await marks()).toEqual({});
    expect((await syncMarks.list(berta)).size).toBe(1);
  });
}
