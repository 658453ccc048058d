import { isRecord } from '../../shared/json.ts';
import type { Reply } from './reply.ts';

/** An opaque place in a listing. Like the real one it is `1:` and base64, holds the range and names the user. */
export interface Place {
  readonly user: string;
  readonly collection: string;
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

export function writeToken(place: Place): string {
  return `1:${Buffer.from(JSON.stringify(place)).toString('base64')}`;
}

/** Undefined for anything this cloud did not hand out to this user for this collection. */
export function readToken(token: string, user: string, collection: string): Place | undefined {
  try {
    const place = JSON.parse(Buffer.from(token.replace(/^1:/, ''), 'base64').toString('utf8')) as Place;
    const known = place.user === user && place.collection === collection && Number.isInteger(place.offset);
    return known && place.offset > 0 ? place : undefined;
  } catch {
    return undefined;
  }
}

const circle = '1:Y2lyY2xl';

/** Turns the pages into a circle: whatever token is sent, it brings the first page and itself again. */
export async function answerInCircle(
  { searchParams }: URL,
  answer: () => Reply | Promise<Reply>,
): Promise<Reply> {
  const sent = searchParams.get('next_token');
  searchParams.delete('next_token');
  const reply = await answer();
  const { body } = reply;
  if (!isRecord(body) || !('next_token' in body)) return reply;
  return { ...reply, body: { ...body, next_token: sent ?? body.next_token ?? circle } };
}
