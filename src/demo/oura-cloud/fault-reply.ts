import type { Clock } from '../../shared/clock.ts';
import { tooMany } from './rate-limit.ts';
import { notAuthorized, type Reply, refuse, refuseScope } from './reply.ts';
import type { Fault } from './request-faults.ts';
import { ruleOf } from './window.ts';

/** What is answered instead of the truth; undefined for faults of the transport, which spoil the true answer. */
export function faultReply(fault: Fault, name: string, clock: Clock): Reply | undefined {
  switch (fault.kind) {
    case 'rate-limited': {
      const seconds = Math.floor(clock.now().getTime() / 1000);
      const limit = { requests: 5000, windowSeconds: 300 };
      return tooMany(limit, fault.tier ?? 'token', fault.retryAfterSeconds, seconds);
    }
    case 'server-error':
      return refuse(fault.status ?? 500, 'Internal Server Error');
    case 'not-json':
      return { status: 200, html: '<!doctype html><title>Sign in to the network</title>' };
    case 'expired-token':
      return notAuthorized();
    case 'scope':
      return refuseScope(fault.scope ?? ruleOf(name)?.scope ?? 'daily');
    case 'lapsed':
      return refuse(403, 'The membership of this user is not active.');
    case 'too-old-app':
      return refuse(426, 'The mobile app of this user is too old for this data type.');
    default:
      return undefined;
  }
}
