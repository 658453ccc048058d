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
