import { type Notice, noticeSubject } from '../domain/notice.ts';

/** Plain text, and the same Message-ID however often it is sent: a mailbox can know a double by it. */
export async function messageFor(notice: Notice, from: string, to: string): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const subject = noticeSubject(notice);
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return new MailComposer({
    from: { name: 'rounds', address: from },
    to: { name: '', address: to },
    subject,
    messageId: `<${notice.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: textFor(notice, subject),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

const places = {
  test: 'Notices will come to this address.',
  'red-flag': 'It lies where rounds runs, on its web page. This message says nothing of what it holds.',
  report:
    'It lies where rounds runs: on its web page and in its reports folder. This message says nothing of what it holds.',
};

function textFor({ kind }: Notice, subject: string): string {
  const line = `${subject.replace(/^rounds: (.)/, (_match, first: string) => first.toUpperCase())}.`;
  const where = places[kind === 'test' || kind === 'red-flag' ? kind : 'report'];
  return `${line}\n\n${where}\n`;
}
