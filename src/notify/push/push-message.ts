import { createHash } from 'node:crypto';
import { type Notice, noticeSubject } from '../../domain/notice.ts';

const HOUR = 3_600;
/** A record of 4096 bytes holds this and what encryption, title and address add. */
const MOST_TEXT_BYTES = 2_500;

/** How long it is worth delivering, how soon, and which earlier one it takes the place of. */
export function pushHeaders(notice: Notice): Readonly<Record<string, string>> {
  const { kind, id } = notice;
  const isFlag = kind === 'red-flag';
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Encoding': 'aes128gcm',
    TTL: String((isFlag ? 72 : 24) * HOUR),
    Urgency: isFlag ? 'high' : 'normal',
    // At most 32 letters; of red flags each is delivered, the same one once.
    Topic: isFlag ? id.replaceAll('-', '').slice(0, 32) : topicOf(notice),
  };
}

/** What the worker of the web page shows (`src/web/push-worker.ts`). */
export function pushText(notice: Notice): Buffer {
  const { kind, id, person, lines = [] } = notice;
  const isFlag = kind === 'red-flag';
  return Buffer.from(
    JSON.stringify({
      title: noticeSubject(notice),
      body: cut(lines.join('\n')),
      url: `/people/${encodeURIComponent(person)}`,
      // One browser may be told of several people, and a second red flag must not pass for the first.
      tag: isFlag ? id : `${kind} ${person}`,
      renotify: isFlag,
    }),
  );
}

/** A newer notice takes the place of one that is not delivered yet: of the same kind, and of the same person. */
function topicOf({ kind, person }: Notice): string {
  return createHash('sha256').update(`${kind} ${person}`).digest('base64url').slice(0, 32);
}

/** Between two letters: as a stream, a decoder leaves out what is not whole. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder().decode(bytes.subarray(0, MOST_TEXT_BYTES), { stream: true });
}
