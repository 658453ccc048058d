import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoundView } from '../../../src/domain/round-view.ts';
import { RoundFeed } from '../../../src/http/round-feed.ts';
import type { JobListener } from '../../../src/queue/events.ts';

const view = (told: string): RoundView => ({
  id: 'r',
  person: 'anna',
  asOf: '2026-03-20',
  state: 'running',
  startedAt: '2026-03-20T06:00:00.000Z',
  steps: [{ step: 'sync', title: 'Sync', state: 'running', told }],
});

let now = view('one');
let looks = 0;
let listeners = new Set<JobListener>();
const look = async () => {
  looks += 1;
  return now;
};
const events = async (listener: JobListener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tellAll = () => {
  for (const listener of listeners) listener({ jobId: 'x', name: 'x', state: 'completed' });
};
const toldOf = (seen: readonly RoundView[]) => seen.map(({ steps }) => steps[0]?.told);
/** What was begun has ended, and no time has passed. */
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  now = view('one');
  looks = 0;
  listeners = new Set();
});
afterEach(() => vi.useRealTimers());

describe('the feed of rounds', () => {
  it('tells what is there, then what has changed, and nothing twice', async () => {
    const feed = new RoundFeed({ queue: async () => ({ events }) });
    const seen: RoundView[] = [];
    feed.watch('r', look, (change) => seen.push(change));
    await settle();
    tellAll();
    await settle();
    now = view('two');
    tellAll();
    await settle();
    expect(toldOf(seen)).toEqual(['one', 'two']);
  });

  it('looks by itself when events are lost, or cannot be had at all', async () => {
    const feed = new RoundFeed({ queue: () => Promise.reject(new Error('no queue')) });
    const seen: RoundView[] = [];
    feed.watch('r', look, (change) => seen.push(change));
    await settle();
    now = view('two');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(toldOf(seen)).toEqual(['one', 'two']);
  });

  it('goes on when a look fails', async () => {
    let broken = true;
    const feed = new RoundFeed({ queue: async () => ({ events }) });
    const seen: RoundView[] = [];
    const shaky = async () => {
      if (broken) throw new Error('database away');
      return look();
    };
    feed.watch('r', shaky, (change) => seen.push(change));
    await settle();
    broken = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(toldOf(seen)).toEqual(['one']);
  });

  it('has one subscription and one look for all viewers, and none when the last is gone', async () => {
    const feed = new RoundFeed({ queue: async () => ({ events }) });
    const seen: RoundView[][] = Array.from({ length: 50 }, () => []);
    const leave = seen.map((own) => feed.watch('r', look, (change) => own.push(change)));
    await settle();
    expect(listeners.size).toBe(1);
    // One for the first viewer, one for those who came while it was being looked at.
    expect(looks).toBeLessThanOrEqual(2);
    expect(seen.map(toldOf)).toEqual(seen.map(() => ['one']));
    expect(feed.viewers).toBe(50);
    for (const end of leave) end();
    expect(feed.viewers).toBe(0);
    expect(listeners.size).toBe(0);
    const before = looks;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(looks).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });
});
