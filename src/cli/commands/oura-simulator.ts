import { Command, InvalidArgumentError, Option } from 'commander';
import type { CliTools, RunningSimulator, SimulatorOptions } from '../app-handle.ts';
import { parsePort } from '../options.ts';

const defaultRedirect = 'http://localhost:8321/oauth/callback';

interface Given extends Omit<SimulatorOptions, 'redirectUris' | 'faults'> {
  readonly redirectUri?: string[];
  readonly faults?: SimulatorOptions['faults'];
}

export function ouraSimulatorCommand(tools: CliTools): Command {
  const { faultKinds } = tools.ouraSimulator;
  return new Command('oura-simulator')
    .description('a simulated Oura cloud on this machine, for tests of this and other programs')
    .option('--port <number>', 'port to listen on; 0 takes any free one', parsePort, 8322)
    .option('--days <number>', 'days the invented member has worn the ring', wholeNumber(1, 4000), 180)
    .option('--seed <number>', 'another seed is another history', wholeNumber(0, 2 ** 31), 1)
    .option('--client-id <id>', 'your application', 'rounds-simulated')
    .option('--client-secret <secret>', 'its secret', 'not-a-secret')
    .option(
      '--redirect-uri <url>',
      `where consent leads back to; may be repeated (default: ${defaultRedirect})`,
      (uri, before: string[] | undefined) => [...(before ?? []), parseUrl(uri)],
    )
    .addOption(
      new Option('--consent <how>', 'auto: consents at once; page: shows a page with Allow and Deny')
        .choices(['auto', 'page'])
        .default('auto'),
    )
    .option('--rate-limit <requests/seconds>', 'of each token, for example 5000/300', parseRateLimit)
    .option('--faults <kind[:share],…>', 'at random, in an order fixed by the seed', parseFaults(faultKinds))
    .option('--page-size <number>', 'documents a page', wholeNumber(1, 10_000), 1000)
    .option('--follow-clock', 'documents appear as the clock reaches them, for a week to come', false)
    .option('--webhook-seconds <number>', 'life of a webhook subscription', wholeNumber(1, 2 ** 31))
    .addHelpText('after', help(faultKinds))
    .action(async ({ redirectUri = [defaultRedirect], faults = [], ...given }: Given) => {
      const options = { ...given, redirectUris: redirectUri, faults };
      await using simulator = await tools.ouraSimulator.open(options);
      tell(tools, simulator, options);
      await tools.untilStopped();
    });
}

function tell(
  tools: CliTools,
  { url, member, firstDay, lastDay }: RunningSimulator,
  options: SimulatorOptions,
) {
  tools.note(
    `A simulated Oura cloud runs at ${url} (end it with Ctrl-C)
  member      ${member}, invented, ${firstDay} to ${lastDay}
  consent     ${url}/oauth/authorize
  tokens      ${url}/oauth/token
  documents   ${url}/v2/usercollection/…
  webhooks    ${url}/v2/webhook/subscription
  controls    ${url}/simulator/… (see rounds oura-simulator --help)

`,
  );
  const settings = {
    OURA_BASE_URL: url,
    OURA_CLIENT_ID: options.clientId,
    OURA_CLIENT_SECRET: options.clientSecret,
    OURA_REDIRECT_URI: options.redirectUris[0] ?? '',
  };
  for (const [name, value] of Object.entries(settings)) tools.print(`export ${name}=${quote(value)}\n`);
}

function quote(value: string): string {
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= low && number <= high) return number;
    throw new InvalidArgumentError(`A whole number from ${low} to ${high}.`);
  };
}

function parseUrl(text: string): string {
  if (URL.canParse(text)) return text;
  throw new InvalidArgumentError('A whole address, for example http://localhost:8080/callback.');
}

function parseRateLimit(text: string): NonNullable<SimulatorOptions['rateLimit']> {
  const [, requests, seconds] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  if (requests === undefined)
    throw new InvalidArgumentError('Written requests/seconds, for example 5000/300.');
  return { requests: Number(requests), windowSeconds: Number(seconds) };
}

const usualShare = 0.1;

function parseFaults(kinds: readonly string[]): (text: string) => SimulatorOptions['faults'] {
  return (text) =>
    text.split(',').map((part) => {
      const [kind = '', share = String(usualShare)] = part.trim().split(':');
      if (!kinds.includes(kind)) throw new InvalidArgumentError(`Known faults: ${kinds.join(', ')}.`);
      if (!(Number(share) > 0 && Number(share) <= 1)) {
        throw new InvalidArgumentError('A share lies over 0 and up to 1, for example server-error:0.05.');
      }
      return { kind, share: Number(share) };
    });
}

function help(faultKinds: readonly string[]): string {
  return `
It listens on 127.0.0.1 only, keeps everything in memory and forgets it when it ends. The lines for your environment go to
stdout, everything else to stderr.

Faults: ${faultKinds.slice(0, 8).join(', ')},
${faultKinds.slice(8).join(', ')}. Without a share one request in ten.

While it runs, by HTTP:
  POST   /simulator/faults            {"kind":"server-error","status":503,"times":3,"on":"sleep"}
                                      {"kind":"random","seed":1,"share":0.2,"kinds":["reset","truncated"]}
                                      {"kind":"delay-night","day":"2026-05-10","until":"2026-05-12T08:00:00Z"}
                                      {"kind":"revise-readiness","days":8}, {"kind":"revise-activity","days":8},
                                      {"kind":"follow-clock","hoursLate":2}, {"kind":"expire-tokens"},
                                      {"kind":"history","collection":"sleep","id":"…","visibleFrom":"…",
                                       "revisions":[{"from":"…","changes":{…}}],"deletedFrom":"…"}
  DELETE /simulator/faults            back to how it was started, without faults
  GET    /simulator/requests          how often each collection was asked for, and the rate
  POST   /simulator/webhooks/announce events for what came or changed since the last time (also sent every 30 seconds)
  POST   /simulator/webhooks/send     {"event_type":"create","data_type":"sleep","object_id":"…"}; both take "copies",
                                      "retries", "wrongSignature", "staleSeconds", "alteredBody", "spaced"
`;
}
