import { type Notice, noticeSentence, noticeSubject } from '../domain/notice.ts';

/** Plain text, and the same Message-ID however often it is sent: a mailbox can know a double by it. */
export async function messageFor(notice: Notice, from: string, to: string): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return new MailComposer({
    from: { name: 'rounds', address: from },
    to: { name: '', address: to },
    subject: noticeSubject(notice),
    messageId: `<${notice.id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: textFor(notice),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

const where =
  'It lies where rounds runs: on its web page and in its reports folder. This message says nothing of what it holds.';
const more = 'What it rests on stands where rounds runs: on its web page and in its reports folder.';
const urgent = 'It lies where rounds runs, on its web page. This message says nothing of what it holds.';

function textFor(notice: Notice): string {
  const { kind, lines = [] } = notice;
  const parts = [noticeSentence(notice)];
  if (kind === 'test') parts.push('Notices will come to this address.');
  else if (kind === 'red-flag') parts.push(urgent);
  else parts.push(...(lines.length === 0 ? [where] : [lines.join('\n'), more]), howToStop(notice));
  return `${parts.join('\n\n')}\n`;
}

function howToStop({ kind, person }: Notice): string {
  const command = `rounds contact --person ${person}`;
  switch (kind) {
    case 'page':
      return `To hear less, or nothing more, of single nights: "Notifications" on the web page, or ${command} --daily never.`;
    case 'digest':
      return `To hear no more of weeks: "Notifications" on the web page, or ${command} --digest off.`;
    default:
      return `To get no more mail: ${command} --none.`;
  }
}
