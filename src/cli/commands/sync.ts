import { Command } from 'commander';
import { connectionWords } from '../../domain/connection.ts';
import { PermanentError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { personOption } from '../options.ts';

export function syncCommand(tools: CliTools): Command {
  return new Command('sync')
    .description(
      'fetch everything Oura has of a person, the whole past included; can be ended and begun again',
    )
    .addOption(personOption())
    .action(async (options: { person: string }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const { state } = await app.oura.view(person);
      if (state === 'none') {
        throw new PermanentError(
          `${person.slug} is not connected. Connect first: rounds connect oura --person ${person.slug}`,
          { code: 'not-found' },
        );
      }
      const progress = showShare(tools);
      const fetched = await app.oura.fetchAll(person, progress.update).finally(progress.end);
      const leftOut =
        fetched.leftOut.length === 0 ? '' : ` Not allowed or not there: ${fetched.leftOut.join(', ')}.`;
      const refused = fetched.refused === 0 ? '' : `, ${fetched.refused} values or documents not believed`;
      tools.print(
        `${fetched.added} documents new, ${fetched.revised} changed${refused} (${fetched.requests} requests).${leftOut}\n`,
      );
      const after = await app.oura.view(person);
      if (after.state !== 'connected') tools.note(`${connectionWords[after.state]}\n`);
    });
}

/** One line that is written over, where somebody watches. */
function showShare({ isTerminal, note }: Pick<CliTools, 'isTerminal' | 'note'>) {
  return {
    update: (share: number): void => {
      if (isTerminal) note(`\rFetching the past: ${Math.floor(share * 100)} %`);
    },
    end: (): void => {
      if (isTerminal) note('\r\u001B[K');
    },
  };
}
