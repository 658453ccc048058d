import { createRandom, type Random } from '../person/random.ts';

/** What can go wrong with one request. */
export type Fault =
  | {
      readonly kind: 'rate-limited';
      readonly retryAfterSeconds: number;
      readonly tier?: 'token' | 'application' | undefined;
    }
  | { readonly kind: 'server-error'; readonly status?: number | undefined }
  /** Answers rightly, but only after this long. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' }
  /** Answers 200 with half of the JSON. */
  | { readonly kind: 'truncated' }
  /** Answers 200 with a page of HTML, as a proxy in the way would. */
  | { readonly kind: 'not-json' }
  /** Answers with a `next_token` that leads back to the same page. */
  | { readonly kind: 'wrong-page' }
  /** Says the access token has expired, whatever it is. */
  | { readonly kind: 'expired-token' }
  /** Says the token does not reach as far as this: 401, and no refresh cures it. */
  | { readonly kind: 'scope'; readonly scope?: string | undefined }
  /** The membership has lapsed: 403. */
  | { readonly kind: 'lapsed' }
  /** The member's phone has an app too old for this collection: 426. */
  | { readonly kind: 'too-old-app' };

export type FaultKind = Fault['kind'];

/** Every kind, and how it comes where only its name is given. */
export const plainFaults: Readonly<Record<FaultKind, Fault>> = {
  'rate-limited': { kind: 'rate-limited', retryAfterSeconds: 1 },
  'server-error': { kind: 'server-error' },
  slow: { kind: 'slow', milliseconds: 2000 },
  hang: { kind: 'hang' },
  reset: { kind: 'reset' },
  truncated: { kind: 'truncated' },
  'not-json': { kind: 'not-json' },
  'wrong-page': { kind: 'wrong-page' },
  'expired-token': { kind: 'expired-token' },
  scope: { kind: 'scope' },
  lapsed: { kind: 'lapsed' },
  'too-old-app': { kind: 'too-old-app' },
};

export const faultKinds = Object.keys(plainFaults) as readonly FaultKind[];

export interface FaultOptions {
  /** Requests it befalls before it is over; 1 unless told. `Infinity` until `clear`. */
  readonly times?: number | undefined;
  /** Only this collection, `webhook`, or `oauth` for the token endpoint; anything under `/v2` unless told. */
  readonly on?: string | undefined;
}

export interface RandomFaults {
  readonly seed: number;
  /** Of the requests, from 0 to 1. */
  readonly share: number;
  readonly kinds: readonly FaultKind[];
  readonly on?: string | undefined;
}

export interface RequestFaults {
  fail(fault: Fault, options?: FaultOptions): void;
  /** Faults in an order that is the same for the same seed and requests, until `clear`. May be called again for more. */
  random(faults: RandomFaults): void;
}

export interface RequestFaultDesk extends RequestFaults {
  clear(): void;
  /** The fault of the next request to a part of the cloud; `v2` where no part was named for the fault. */
  take(target: { readonly name: string; readonly v2: boolean }): Fault | undefined;
}

export function createRequestFaults(): RequestFaultDesk {
  let pending: { fault: Fault; on: string | undefined; left: number }[] = [];
  let streams: { faults: RandomFaults; random: Random }[] = [];
  return {
    fail: (fault, { times = 1, on } = {}) => {
      pending.push({ fault, on, left: times });
    },
    random: (faults) => {
      streams.push({ faults, random: createRandom(faults.seed, `faults-${faults.kinds.join()}`) });
    },
    clear: () => {
      pending = [];
      streams = [];
    },
    take: ({ name, v2 }) => {
      const concerns = (on: string | undefined): boolean => (on === undefined ? v2 : on === name);
      // Every stream is drawn from at every request, so that one fault does not move the others.
      const drawn = streams.filter(({ faults }) => concerns(faults.on)).map(draw);
      const entry = pending.find(({ on, left }) => left > 0 && concerns(on));
      if (entry === undefined) return drawn.find((fault) => fault !== undefined);
      entry.left -= 1;
      return entry.fault;
    },
  };
}

function draw({ faults, random }: { faults: RandomFaults; random: Random }): Fault | undefined {
  const hit = random.chance(faults.share);
  const place = random.between(0, faults.kinds.length - 1);
  const kind = faults.kinds[place];
  return hit && kind !== undefined ? plainFaults[kind] : undefined;
}
