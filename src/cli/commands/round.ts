import { Command } from 'commander';
import { slotOf } from '../../jobs/slots.ts';
import { startRound } from '../../jobs/start-round.ts';
import { renderText } from '../../reports/text.ts';
import { type Day, dayInZone } from '../../shared/day.ts';
import { newId } from '../../shared/ids.ts';
import type { CliTools } from '../app-handle.ts';
import { asOfOption, personOption } from '../options.ts';
import { followRound } from '../round-progress.ts';

export function roundCommand(tools: CliTools): Command {
  return new Command('round')
    .description('run the whole nightly for one person now: sync, analyse, consult, coordinate, publish')
    .addOption(personOption())
    .addOption(asOfOption('the morning to look from (default: today)'))
    .action(async (options: { person: string; asOf?: Day }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const asOf = options.asOf ?? dayInZone(app.clock.now(), person.timezone);
      const queue = await app.queue();
      await app.work();
      const round = await startRound({ rounds: app.rounds, queue }, person, slotOf('demand', newId()), asOf);
      const page = await followRound(tools, app, person, round);
      tools.print(renderText(page, { width: tools.columns, colour: tools.isTerminal }));
    });
}
