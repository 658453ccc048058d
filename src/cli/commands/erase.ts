import { Command } from 'commander';
import { findBackups } from '../../../db/backup-record.ts';
import { erasePerson, viewErasure } from '../../jobs/erase-person.ts';
import { InputError } from '../../shared/errors.ts';
import type { CliTools, Terminal } from '../app-handle.ts';
import { erasedText, viewText } from '../erasure-text.ts';
import { exitCodes } from '../exit-code.ts';
import { personOption } from '../options.ts';

export function eraseCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('erase')
    .description(
      'erase a person for good: the key, then every row, file and job; and say what remains elsewhere',
    )
    .addOption(personOption())
    .option('--yes', 'without asking for the name')
    .addHelpText(
      'after',
      '\nTake along what is to be kept first: rounds export-data. Broken off, the same command finishes it.\n',
    )
    .action(async ({ person: slug, yes }: { person: string; yes?: true }) => {
      const { terminal } = tools;
      if (!yes && terminal === undefined) {
        throw new InputError(
          'There is no terminal to ask at, so nothing was erased. Add --yes to erase without asking.',
        );
      }
      await using app = await tools.openApp();
      const view = await viewErasure(app, slug);
      tools.print(viewText(view));
      if (!yes && terminal !== undefined && !(await isMeant(terminal, slug))) {
        tools.note('Nothing was erased.\n');
        finish(exitCodes.refused);
        return;
      }
      const backups = await findBackups(app.home, view.person);
      const left = await erasePerson(app, view);
      tools.print(erasedText(view, left, backups));
    });
}

async function isMeant(terminal: Terminal, slug: string): Promise<boolean> {
  const { askForText } = await import('../ask.ts');
  return (await askForText(terminal, `Type the name "${slug}" to erase it`)) === slug;
}
