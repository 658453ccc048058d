import { Command } from 'commander';
import { findingsFor } from '../../jobs/findings-for.ts';
import { type Day, dayInZone } from '../../shared/day.ts';
import type { CliTools } from '../app-handle.ts';
import { asOfOption, personOption } from '../options.ts';

export function analyzeCommand(tools: CliTools): Command {
  return new Command('analyze')
    .description('compute the findings of one person as of a day and print them')
    .addOption(personOption())
    .addOption(asOfOption('the morning to look from; later data are invisible (default: today)'))
    .option('--json', 'print the findings object (rounds.findings/1) and nothing else')
    .action(async (options: { person: string; asOf?: Day; json?: true }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const asOf = options.asOf ?? dayInZone(app.clock.now(), person.timezone);
      const { report } = await findingsFor(app, person, asOf);
      if (options.json) {
        tools.print(`${JSON.stringify(report, null, 2)}\n`);
        return;
      }
      const { nightsUsed, nightsExpected, checkInsUsed } = report.coverage;
      tools.print(
        `As of ${asOf}: ${nightsUsed} of ${nightsExpected} nights, ${checkInsUsed} check-ins, ${report.findings.length} findings.\n`,
      );
      for (const finding of report.findings) {
        const mark = finding.kind === 'red-flag' ? `red flag, ${finding.urgency}` : finding.grade;
        tools.print(`\n[${mark}] ${finding.summary}\n`);
      }
    });
}
