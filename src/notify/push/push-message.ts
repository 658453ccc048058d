import { type Notice, noticeSubject } from '../../domain/notice.ts';

const HOUR = 3_600;
/** A record of 4096 bytes holds this and what encryption, title and address add. */
const MOST_TEXT_BYTES = 2_500;

/** How long it is worth delivering, how soon, and which earlier one it takes the place of. */
export function pushHeaders({ kind, id }: Notice): Readonly<Record<string, string>> {
  const isFlag = kind === 'red-flag';
  return {
    'Content-Type': 'application/octet-stream',
    'Content-Encoding': 'aes128gcm',
    TTL: String((isFlag ? 72 : 24) * HOUR),
    Urgency: isFlag ? 'high' : 'normal',
    // At most 32 letters; of red flags each is delivered, the same one once.
    Topic: isFlag ? id.replaceAll('-', '').slice(0, 32) : kind,
  };
}

/** What the worker of the web page shows (`src/web/push-worker.ts`). */
export function pushText(notice: Notice): Buffer {
  const { kind, person, lines = [] } = notice;
  return Buffer.from(
    JSON.stringify({
      title: noticeSubject(notice),
      body: cut(lines.join('\n')),
      url: `/people/${encodeURIComponent(person)}`,
      tag: kind,
    }),
  );
}

/** Between two letters: as a stream, a decoder leaves out what is not whole. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder().decode(bytes.subarray(0, MOST_TEXT_BYTES), { stream: true });
}
