/** What `ROUNDS_SMTP_URL` says; that it is one has been checked where it was read. */
export interface MailServer {
  readonly from: string;
  readonly credentials: { readonly user: string; readonly pass: string } | undefined;
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly secure: boolean;
    readonly requireTLS: boolean;
  };
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
const PORTS = { implicit: 465, submission: 587 };

export function readMailUrl(text: string): MailServer {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  const host = url.hostname;
  return {
    from: url.searchParams.get('from') ?? '',
    credentials: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
    connection: {
      host: host.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (secure ? PORTS.implicit : PORTS.submission) : Number(url.port),
      secure,
      // A password does not cross a network in the clear, whatever the server offers.
      requireTLS: !secure && user !== '' && !LOOPBACK.includes(host),
    },
  };
}
