import type { RoundView } from '../domain/round-view.ts';
import type { JobQueue } from '../queue/runtime.ts';

export interface RoundFeedOptions {
  readonly queue: () => Promise<Pick<JobQueue, 'events'>>;
  /** An event may be lost with a connection; a round must not seem to hang because of it. */
  readonly lookEveryMs?: number;
}

type Look = () => Promise<RoundView>;
type Tell = (view: RoundView) => void;

interface Watched {
  readonly look: Look;
  readonly viewers: Set<Tell>;
  view: RoundView | undefined;
  looking: boolean;
  lookAgain: boolean;
}

/**
 * Tells whoever looks at a round when it goes on. The database is the truth; the queue's events only say when to look
 * again. All viewers share one subscription and one look, and nothing is asked while nobody looks.
 */
export class RoundFeed {
  readonly #queue: RoundFeedOptions['queue'];
  readonly #lookEveryMs: number;
  readonly #watched = new Map<string, Watched>();
  #stop: (() => void) | undefined;

  constructor({ queue, lookEveryMs = 2_000 }: RoundFeedOptions) {
    this.#queue = queue;
    this.#lookEveryMs = lookEveryMs;
  }

  /** How many are being told. */
  get viewers(): number {
    return [...this.#watched.values()].reduce((sum, { viewers }) => sum + viewers.size, 0);
  }

  /** `tell` hears how the round stands, and of every change; the returned function ends that. */
  watch(roundId: string, look: Look, tell: Tell): () => void {
    const watched = this.#watched.get(roundId) ?? {
      look,
      viewers: new Set(),
      view: undefined,
      looking: false,
      lookAgain: false,
    };
    this.#watched.set(roundId, watched);
    watched.viewers.add(tell);
    this.#stop ??= this.#start();
    if (watched.view === undefined) void this.#look(watched);
    else tell(watched.view);
    return () => this.#leave(roundId, watched, tell);
  }

  #leave(roundId: string, watched: Watched, tell: Tell): void {
    watched.viewers.delete(tell);
    if (watched.viewers.size === 0 && this.#watched.get(roundId) === watched) this.#watched.delete(roundId);
    if (this.#watched.size > 0) return;
    this.#stop?.();
    this.#stop = undefined;
  }

  #start(): () => void {
    const lookAtAll = () => {
      for (const watched of this.#watched.values()) void this.#look(watched);
    };
    const timer = setInterval(lookAtAll, this.#lookEveryMs);
    let stopped = false;
    let unsubscribe: (() => void) | undefined;
    this.#queue()
      .then((queue) => queue.events(lookAtAll))
      .then((end) => {
        if (stopped) end();
        else unsubscribe = end;
      })
      // Without events there is still the clock.
      .catch(() => undefined);
    return () => {
      stopped = true;
      clearInterval(timer);
      unsubscribe?.();
    };
  }

  /** One look at a time; what happens during it is looked at afterwards. */
  async #look(watched: Watched): Promise<void> {
    watched.lookAgain = true;
    if (watched.looking) return;
    watched.looking = true;
    while (watched.lookAgain && watched.viewers.size > 0) {
      watched.lookAgain = false;
      // A database that is away for a moment is asked again at the next look.
      const view = await watched.look().catch(() => undefined);
      if (view !== undefined && JSON.stringify(view) !== JSON.stringify(watched.view)) {
        watched.view = view;
        for (const tell of [...watched.viewers]) tell(view);
      }
    }
    watched.looking = false;
  }
}
