import { type Notice, noticeSentence, noticeSubject } from '../domain/notice.ts';

/** What ntfy draws beside the title. */
const tags: Readonly<Record<Notice['kind'], string>> = {
  page: 'page_facing_up',
  appointment: 'calendar',
  digest: 'bar_chart',
  'red-flag': 'warning',
  test: 'test_tube',
};

/** As ntfy reads a POST: the text is the body, everything else stands in headers, which take no letter beyond ASCII. */
export function ntfyMessage(notice: Notice) {
  const { id, kind, lines = [] } = notice;
  return {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      Title: toAscii(noticeSubject(notice)),
      Priority: kind === 'red-flag' ? 'urgent' : 'default',
      Tags: tags[kind],
      'Idempotency-Key': id,
    },
    body: [noticeSentence(notice), ...lines].join('\n'),
  };
}

function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, '?');
}
