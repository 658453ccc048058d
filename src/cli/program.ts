import { Command, CommanderError } from 'commander';
import { publicMessageOf, RoundsError } from '../shared/errors.ts';
import type { CliTools } from './app-handle.ts';
import { analyzeCommand } from './commands/analyze.ts';
import { askCommand } from './commands/ask.ts';
import { backupCommand } from './commands/backup.ts';
import { checkInCommand } from './commands/check-in.ts';
import { connectCommand } from './commands/connect.ts';
import { contactCommand } from './commands/contact.ts';
import { daysCommand } from './commands/days.ts';
import { demoCommand } from './commands/demo.ts';
import { digestCommand } from './commands/digest.ts';
import { disconnectCommand } from './commands/disconnect.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eraseCommand } from './commands/erase.ts';
import { exportDataCommand } from './commands/export-data.ts';
import { goalCommand } from './commands/goal.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { jobsCommand } from './commands/jobs.ts';
import { keysCommand } from './commands/keys.ts';
import { ouraSimulatorCommand } from './commands/oura-simulator.ts';
import { peopleCommand } from './commands/people.ts';
import { profileCommand } from './commands/profile.ts';
import { reanalyzeCommand } from './commands/reanalyze.ts';
import { reportCommand } from './commands/report.ts';
import { restoreCommand } from './commands/restore.ts';
import { roundCommand } from './commands/round.ts';
import { schemaCommand } from './commands/schema.ts';
import { serveCommand } from './commands/serve.ts';
import { shareCommand } from './commands/share.ts';
import { startCommand } from './commands/start.ts';
import { syncCommand } from './commands/sync.ts';
import { visitCommand } from './commands/visit.ts';
import { webhooksCommand } from './commands/webhooks.ts';
import { workerCommand } from './commands/worker.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { systemErrorLine } from './system-error.ts';

/** A command returns its exit code; what it throws becomes one line on stderr. */
export type CommandFactory = (tools: CliTools, finish: (code: number) => void) => Command;

const commands: readonly CommandFactory[] = [
  demoCommand,
  initCommand,
  connectCommand,
  disconnectCommand,
  syncCommand,
  importCommand,
  checkInCommand,
  profileCommand,
  visitCommand,
  goalCommand,
  peopleCommand,
  daysCommand,
  analyzeCommand,
  reanalyzeCommand,
  askCommand,
  roundCommand,
  reportCommand,
  digestCommand,
  shareCommand,
  contactCommand,
  serveCommand,
  workerCommand,
  jobsCommand,
  webhooksCommand,
  exportDataCommand,
  eraseCommand,
  backupCommand,
  restoreCommand,
  keysCommand,
  doctorCommand,
  schemaCommand,
  ouraSimulatorCommand,
];

export async function runCli(args: readonly string[], tools: CliTools): Promise<number> {
  let exitCode: number = exitCodes.done;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command('rounds')
    .description(
      'Looks at one person’s numbers every night, lets specialists speak to what changed,\nand writes down what is worth raising with the doctor. It never diagnoses.',
    )
    .version(tools.version)
    .showHelpAfterError('Run with --help to see what is possible.')
    .exitOverride()
    .configureOutput({ writeOut: tools.print, writeErr: tools.note })
    .addHelpText('after', environmentHelp);
  for (const create of commands) program.addCommand(inherit(create(tools, finish), tools));
  program.addCommand(inherit(startCommand(tools), tools), { hidden: true });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    const system = systemErrorLine(error);
    const isOurs = system !== undefined || error instanceof RoundsError;
    tools.note(`${system ?? publicMessageOf(error)}${isOurs ? '' : hint(error)}\n`);
    return system === undefined ? exitCodeOf(error) : exitCodes.busy;
  }
}

function inherit(command: Command, tools: CliTools): Command {
  return command
    .exitOverride()
    .showHelpAfterError('Run with --help to see what is possible.')
    .configureOutput({ writeOut: tools.print, writeErr: tools.note });
}

/** Where a defect happened, without its words: those may quote data. */
function hint(error: unknown): string {
  const frame = error instanceof Error ? /\n\s+at (.+)/.exec(error.stack ?? '')?.[1] : undefined;
  return frame === undefined ? '' : ` (${error instanceof Error ? error.name : ''} at ${frame})`;
}

const environmentHelp = `
Environment (all optional):
  ROUNDS_HOME              data directory, default ./data
  ROUNDS_KEY_FILE          master key, default ~/.config/rounds/master.key (made on first use)
  ROUNDS_MASTER_KEY        the key itself, instead of a file      ROUNDS_KEY_COMMAND  or a command that prints it
                           several keys: newest first, with commas; in a file or of a command, one a line
  DATABASE_URL             postgres://… instead of SQLite in ROUNDS_HOME
  QUEUE_URL (REDIS_URL)    redis://… or postgres://… instead of the embedded queue
  ANTHROPIC_API_KEY, OPENAI_API_KEY, OPENAI_BASE_URL   a model for the wording; without one it is rule-based
  ROUNDS_MODELS            who is worded by which, for example 'default=anthropic:NAME|openai:NAME,sleep=openai:NAME@3/15'
                           | what to ask when no answer comes · @ cost of a million tokens in/out · none rule-based
  OURA_CLIENT_ID, OURA_CLIENT_SECRET, OURA_REDIRECT_URI   your application at Oura
  OURA_TOKEN_URL           its token address, where it is not the usual one       OURA_BASE_URL  another server
  OURA_RATE_LIMIT          requests/seconds of your application, default 5000/300
  OURA_WEBHOOK_URL         https://… where Oura can reach this server
  ROUNDS_MODEL_LIMITS      calls/seconds by provider, for example anthropic=50/60
  ROUNDS_ROUND_LIMIT       what models may take in one round: tokens or tokens/cost, default 400000
  ROUNDS_NOTIFY_URL        an address told (POST) of what is ready, or ntfy+https://server/topic
  ROUNDS_SMTP_URL          smtps://…, a mail server, for people with an address
  ROUNDS_SHARE_URL         https://… where the outside reaches this server, for links that show one page (rounds share)
  ROUNDS_ADMIN_PASSWORD    asked for at /jobs                OTEL_EXPORTER_OTLP_ENDPOINT  where traces go
  ROUNDS_HOST, ROUNDS_PORT, LOG_LEVEL

Exit codes: 0 done · 1 something was refused · 2 wrong usage or setting · 3 not found · 4 wrong key · 5 busy or unreachable
`;
