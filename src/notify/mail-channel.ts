import { Readable } from 'node:stream';
import type { Notice } from '../domain/notice.ts';
import type { NoticeChannel, SendOutcome } from './channel.ts';
import { messageFor } from './mail-message.ts';
import { type MailServer, readMailUrl } from './mail-url.ts';

export interface MailTimes {
  /** To connect, and to be greeted. */
  readonly connectMs: number;
  /** Without a word from the server. */
  readonly silenceMs: number;
  readonly wholeMs: number;
}

const TIMES: MailTimes = { connectMs: 10_000, silenceMs: 20_000, wholeMs: 30_000 };

/** The parts of nodemailer's errors that hold nothing of what the server said. */
interface MailFailure {
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
}

/**
 * One mail over one connection. The text is handed to the server when it has answered DATA, and not before: what fails
 * earlier was certainly not taken, and what fails later without an answer may have been.
 */
export function createMailChannel(smtpUrl: string, times: MailTimes = TIMES): NoticeChannel {
  const server = readMailUrl(smtpUrl);
  return {
    name: 'mail',
    reaches: (reach) => reach?.email !== undefined,
    send: async (notice, reach, signal) => {
      if (reach?.email === undefined) {
        return { state: 'refused', reason: 'There is no mail address any more.' };
      }
      return send(
        server,
        notice,
        reach.email,
        times,
        AbortSignal.any([signal, AbortSignal.timeout(times.wholeMs)]),
      );
    },
  };
}

async function send(
  server: MailServer,
  notice: Notice,
  email: string,
  times: MailTimes,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const text = await messageFor(notice, server.from, email);
  const connection = new SMTPConnection({
    ...server.connection,
    connectionTimeout: times.connectMs,
    dnsTimeout: times.connectMs,
    greetingTimeout: times.connectMs,
    socketTimeout: times.silenceMs,
  });
  return new Promise((resolve) => {
    let isHandedOver = false;
    const settle = (outcome: SendOutcome) => {
      signal.removeEventListener('abort', giveUp);
      if (outcome.state === 'sent') connection.quit();
      else connection.close();
      resolve(outcome);
    };
    const fail = (failure: MailFailure) => settle(outcomeOf(failure, isHandedOver));
    const giveUp = () => fail({});
    const body = new Readable({
      read() {
        isHandedOver = true;
        this.push(text);
        this.push(null);
      },
    });
    const deliver = () =>
      connection.send({ from: server.from, to: email }, body, (error) =>
        error ? fail(error) : settle({ state: 'sent' }),
      );
    // Stays for good: a connection may fail once more while it is being let go.
    connection.on('error', fail);
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) return giveUp();
    connection.connect((error) => {
      if (error) fail(error);
      else if (server.credentials === undefined) deliver();
      else
        connection.login({ credentials: server.credentials }, (refused) =>
          refused ? fail(refused) : deliver(),
        );
    });
  });
}

/** What no later try can mend: our own sender or receiver, or no way to log in. */
const HOPELESS = ['EENVELOPE', 'EAUTH', 'ENOAUTH', 'ECONFIG'];

function outcomeOf({ code = '', responseCode = 0 }: MailFailure, isHandedOver: boolean): SendOutcome {
  const said = `(code ${responseCode})`;
  if (responseCode >= 500) return { state: 'refused', reason: `The mail server refused the notice ${said}.` };
  if (responseCode >= 400)
    return { state: 'waiting', reason: `The mail server does not take the notice now ${said}.` };
  if (isHandedOver) {
    return { state: 'unknown', reason: 'The mail server took the notice but did not say what became of it.' };
  }
  if (HOPELESS.includes(code)) {
    return {
      state: 'refused',
      reason: 'The mail server cannot be used with this ROUNDS_SMTP_URL or this address.',
    };
  }
  return {
    state: 'waiting',
    reason: 'The mail server could not be reached, or broke off before taking the notice.',
  };
}
