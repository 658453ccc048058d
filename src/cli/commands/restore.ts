import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';
import { peopleText } from '../quantities.ts';

export function restoreCommand(tools: CliTools): Command {
  return new Command('restore')
    .description('take back a backup; also the way from a laptop to a server, and from SQLite to PostgreSQL')
    .argument('<file>', 'what "rounds backup" wrote')
    .option('--replace', 'remove everybody who is stored here first')
    .addHelpText('after', help)
    .action(async (file: string, { replace = false }: { replace?: boolean }) => {
      const restored = await tools.openUpkeep().restore(resolve(tools.workingDirectory, file), { replace });
      const rounds = restored.rounds === 1 ? '1 round' : `${restored.rounds} rounds`;
      const target = restored.target === 'sqlite' ? 'SQLite' : 'PostgreSQL';
      tools.print(
        `${target} holds ${peopleText(restored.people)} and ${rounds} (${restored.rows} rows), as of ${restored.madeAt}.\n`,
      );
      tools.note(
        'Start "rounds serve" again: it makes the schedules. "rounds report" writes the pages as files.\n',
      );
    });
}

const help = `
Everything is taken or nothing: broken off anywhere, what was here before is as it was. The key of the backup must be
here; without it nothing is changed and the exit code is 4. Stop servers and workers before.

From one machine to another, and from SQLite to PostgreSQL or back:
  rounds backup rounds.backup                   on the old one
  (copy the file and, by another way, the key file)
  DATABASE_URL=postgres://… rounds restore rounds.backup      on the new one
`;
