import { type AddressInfo, createServer, type Socket } from 'node:net';

/** Where a session can go wrong: before the server speaks, at a command, or when the whole text has come in. */
type Place = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'text';
type Fault = string | 'drop' | 'hang' | Promise<unknown>;
/** One session: what happens at which place; a line is answered instead of the usual one. */
export type Session = Partial<Record<Place, Fault>>;

export interface SmtpServer extends AsyncDisposable {
  readonly url: string;
  /** Texts that came in whole, whatever was answered. */
  readonly texts: readonly string[];
  /** Texts that were taken: answered with 250. */
  readonly taken: readonly string[];
  readonly sessions: number;
}

const usual: Record<Place, string> = {
  greeting: '220 test ESMTP',
  EHLO: '250-test\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  MAIL: '250 sender ok',
  RCPT: '250 receiver ok',
  DATA: '354 go on',
  text: '250 taken',
};

/** A mail server on loopback that plays a script, one entry a session; the last one repeats. */
export async function startSmtpServer(...script: readonly Session[]): Promise<SmtpServer> {
  const texts: string[] = [];
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  let sessions = 0;
  const server = createServer((socket) => {
    const session = script[Math.min(sessions, script.length - 1)] ?? {};
    sessions += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    serve(socket, session, texts, taken);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}?from=rounds@example.org`,
    texts,
    taken,
    get sessions() {
      return sessions;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function serve(socket: Socket, session: Session, texts: string[], taken: string[]): void {
  let text: string | undefined;
  let buffered = '';
  const answer = async (place: Place): Promise<void> => {
    const fault = session[place];
    if (fault === 'hang') return;
    if (fault === 'drop') {
      socket.destroy();
      return;
    }
    if (fault instanceof Promise) await fault;
    const line = typeof fault === 'string' ? fault : usual[place];
    if (place === 'text' && line.startsWith('250')) taken.push(texts.at(-1) ?? '');
    if (place === 'DATA' && line.startsWith('354')) text = '';
    socket.write(`${line}\r\n`);
    if (line.startsWith('421')) socket.end();
  };
  const command = (line: string): void => {
    const name = line.split(' ')[0] ?? '';
    if (name === 'QUIT') socket.end('221 bye\r\n');
    else if (name in usual) void answer(name as Place);
    else socket.write('500 not known\r\n');
  };
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    buffered += chunk;
    for (;;) {
      const end = buffered.indexOf(text === undefined ? '\r\n' : '\r\n.\r\n');
      if (end === -1) return;
      const part = buffered.slice(0, end);
      buffered = buffered.slice(end + (text === undefined ? 2 : 5));
      if (text === undefined) command(part);
      else {
        texts.push(part);
        text = undefined;
        void answer('text');
      }
    }
  });
  void answer('greeting');
}
