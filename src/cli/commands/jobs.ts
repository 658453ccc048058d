import { Command, InvalidArgumentError, Option } from 'commander';
import { queueNames } from '../../queue/job.ts';
import type { JobDesk } from '../../queue/job-desk.ts';
import { jobStates } from '../../queue/job-entry.ts';
import type { ListOptions } from '../../queue/list-jobs.ts';
import { InputError, RoundsError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { askWhether } from '../ask.ts';
import { deadInWhole, deadTable, jobsTable, overviewTable } from '../job-tables.ts';
import { remoteJobs } from '../remote-jobs.ts';
import { findRunningServer } from '../running-server.ts';

interface Json {
  readonly json?: true;
}

export function jobsCommand(tools: CliTools): Command {
  const tell = (value: unknown, text: string, { json }: Json) =>
    tools.print(json ? `${JSON.stringify(value, null, 2)}\n` : text);
  const jobs = part(tools, 'jobs', 'what the queue holds, what it could not do, and trying that again')
    .addOption(jsonOption())
    .action((options: Json) =>
      withDesk(tools, async (desk) => {
        const overview = await desk.overview();
        tell(overview, overviewTable(overview, tools.clock.now()), options);
      }),
    );
  jobs.addCommand(
    part(tools, 'list', 'jobs one by one, the newest first; by default those that are not over')
      .addOption(new Option('--state <state>', 'only these').choices(jobStates))
      .addOption(new Option('--queue <queue>', 'only those of this queue').choices(queueNames))
      .addOption(limitOption())
      .addOption(jsonOption())
      .action((_options: unknown, command: Command) =>
        withDesk(tools, async (desk) => {
          const options = command.optsWithGlobals<ListOptions & Json>();
          const found = await desk.list(options);
          tell(found, found.length === 0 ? 'None.\n' : jobsTable(found), options);
        }),
      ),
  );
  jobs.addCommand(
    part(tools, 'dead', 'jobs that failed for good, the newest first')
      .addOption(limitOption())
      .addOption(jsonOption())
      .action((_options: unknown, command: Command) =>
        withDesk(tools, async (desk) => {
          const options = command.optsWithGlobals<{ limit: number } & Json>();
          const found = await desk.listDead({ limit: options.limit });
          tell(found, found.length === 0 ? 'None.\n' : deadTable(found), options);
        }),
      ),
  );
  jobs.addCommand(
    part(tools, 'show', 'everything that is known of one dead job')
      .argument('<id>')
      .addOption(jsonOption())
      .action((id: string, _options: unknown, command: Command) =>
        withDesk(tools, async (desk) => {
          const found = await desk.getDead(id);
          tell(found, deadInWhole(found), command.optsWithGlobals<Json>());
        }),
      ),
  );
  jobs.addCommand(retryCommand(tools));
  jobs.addCommand(removeCommand(tools));
  return jobs;
}

function retryCommand(tools: CliTools): Command {
  return part(tools, 'retry', 'try a dead job again, or all of them')
    .argument('[id]')
    .option('--all', 'all of them')
    .action((id: string | undefined, { all }: { all?: true }) => {
      if ((id === undefined) === (all === undefined)) {
        throw new InputError('Name one job by its id, or all of them with --all.');
      }
      return withDesk(tools, async (desk) => {
        if (id === undefined) return tools.note(`Tried again: ${await desk.retryAllDead()}\n`);
        await desk.retryDead(id);
        tools.note('The job is tried again by the next worker that is free.\n');
      });
    });
}

function removeCommand(tools: CliTools): Command {
  return part(tools, 'remove', 'give up a dead job; what it was to do stays undone')
    .argument('<id>')
    .option('-y, --yes', 'without being asked')
    .action((id: string, { yes }: { yes?: true }) =>
      withDesk(tools, async (desk) => {
        const { name, reason } = await desk.getDead(id);
        if (!yes && !(await isConfirmed(tools, `Give up ${name} (${reason})?`))) return;
        await desk.removeDead(id);
        tools.note('The job was removed.\n');
      }),
    );
}

async function isConfirmed({ terminal }: CliTools, question: string): Promise<boolean> {
  if (terminal !== undefined) return askWhether(terminal, question);
  throw new InputError('Nobody is there to be asked. Give --yes to remove it.');
}

/** The queue itself, or the server that holds it. */
async function withDesk(tools: CliTools, use: (desk: JobDesk) => Promise<void>): Promise<void> {
  await using app = await tools.openApp();
  await use(await deskOf(app));
}

async function deskOf(app: AppHandle): Promise<JobDesk> {
  try {
    return await app.queue();
  } catch (error) {
    const server = findRunningServer(app.home);
    if (!(error instanceof RoundsError) || error.code !== 'locked' || server === undefined) throw error;
    return remoteJobs({ url: server.url, adminPassword: app.adminPassword });
  }
}

function part({ print, note }: CliTools, name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: note });
}

function jsonOption(): Option {
  return new Option('--json', 'as JSON');
}

function limitOption(): Option {
  return new Option('--limit <number>', 'at most so many').default(50).argParser((text) => {
    const limit = Number(text);
    if (Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit;
    throw new InvalidArgumentError('A number from 1 to 500.');
  });
}
