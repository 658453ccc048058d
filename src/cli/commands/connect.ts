import { createServer } from 'node:http';
import { Argument, Command } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import { ConfigError, PermanentError, RoundsError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { ownPersonOption, timezoneOption } from '../options.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** A consent page is answered in minutes or not at all. */
const CONSENT_MS = 10 * 60_000;

export function connectCommand(tools: CliTools): Command {
  return new Command('connect')
    .description('connect a person to Oura: opens the consent page and waits for the answer')
    .addArgument(new Argument('<source>', 'what to connect to').choices(['oura']))
    .addOption(ownPersonOption())
    .addOption(timezoneOption())
    .option('--token', 'read a personal access token from standard input instead (no new ones can be made)')
    .action(async (_source: string, options: { person: string; timezone: string; token?: true }) => {
      await using app = await tools.openApp();
      const known = await app.people.find(options.person);
      const person = known ?? (await app.people.insert(options.person, options.timezone));
      try {
        // Not an argument: those stand in the list of processes and in the shell's history.
        if (options.token)
          await app.oura.connectWithToken(
            person,
            Buffer.from(await tools.readInput())
              .toString('utf8')
              .trim(),
          );
        else await askForConsent(tools, app, person);
      } catch (error) {
        // Somebody who was only made for a connection that failed is not left behind.
        if (known === undefined) await app.people.delete(person);
        throw error;
      }
      tools.print(`${person.slug} is connected to Oura. Next: rounds sync --person ${person.slug}\n`);
    });
}

async function askForConsent(tools: CliTools, app: AppHandle, person: Person): Promise<void> {
  const { url } = await app.oura.begin(person);
  tools.note(`Open this address in a browser and allow the access:\n\n  ${url}\n\n`);
  await app.oura.complete(await waitForCallback(new URL(app.ouraRedirectUri), tools.untilStopped()));
}

/** Listens where Oura sends the browser back to, for one answer. */
function waitForCallback(redirectUri: URL, stopped: Promise<void>): Promise<URL> {
  if (!LOOPBACK.includes(redirectUri.hostname)) {
    throw new ConfigError('OURA_REDIRECT_URI is not on this machine, so its answer cannot be received here.');
  }
  return new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', redirectUri);
      if (url.pathname !== redirectUri.pathname) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
      response.end('This page can be closed. The terminal says how it went.');
      clearTimeout(timer);
      server.close();
      resolve(url);
    });
    const giveUp = () => {
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
      reject(
        new PermanentError('Nobody answered the consent page. Run the command again when you are ready.'),
      );
    };
    const timer = setTimeout(giveUp, CONSENT_MS);
    stopped.then(giveUp, giveUp);
    server.once('error', (cause) => reject(cannotListen(redirectUri, cause)));
    server.listen(Number(redirectUri.port || 80), redirectUri.hostname);
  });
}

function cannotListen(redirectUri: URL, cause: Error): RoundsError {
  return new RoundsError(
    `It is not possible to listen at ${redirectUri.origin}, where Oura sends the answer. Where it is "rounds serve", connect on its page instead (People, connections); otherwise end what uses it, or set OURA_REDIRECT_URI.`,
    { code: 'port-in-use', cause },
  );
}
