import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';
import { keySourceText } from '../key-source.ts';
import { bytesText, peopleText } from '../quantities.ts';

export function backupCommand(tools: CliTools): Command {
  return new Command('backup')
    .description('write everything that is stored into one file, while everything runs')
    .argument('<file>', 'where to; it is readable by you alone')
    .option('--force', 'replace the file when it is there')
    .addHelpText(
      'after',
      '\nThe file is sealed as the database is and holds no master key. "rounds restore FILE" takes it back, into SQLite or\nPostgreSQL, whichever it came from. The plain files under reports/ and the queue are not in it: pages can be written\nagain from what is stored, and schedules are made again at start.\n',
    )
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const upkeep = tools.openUpkeep();
      const made = await upkeep.backUp(resolve(tools.workingDirectory, file), { force });
      const rounds = made.rounds === 1 ? '1 round' : `${made.rounds} rounds`;
      tools.print(`Backup  ${made.path} (${bytesText(made.bytes)})\n`);
      tools.print(`Holds   ${peopleText(made.people)}, ${rounds}\n`);
      tools.print(`Key     ${made.keyIds.join(' and ')} opens it, and is not in it\n`);
      tools.note(
        `Keep the key (${keySourceText(upkeep.keySource)}) in another place than the backup: one without the other is of no use.\n`,
      );
    });
}
