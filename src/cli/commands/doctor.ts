import { Command } from 'commander';
import type { CliTools } from '../app-handle.ts';
import { checkUp } from '../doctor/checkup.ts';
import { count, renderCheckup } from '../doctor/render.ts';
import { exitCodes } from '../exit-code.ts';

export function doctorCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('doctor')
    .description('look whether all is well: permissions, key, database, queue, schedules, clock, disk')
    .option('--json', 'print the checks as JSON (rounds.doctor/1) and nothing else')
    .addHelpText(
      'after',
      '\nNothing is changed and nobody is called. The exit code is 1 when there is a problem.\n',
    )
    .action(async ({ json = false }: { json?: boolean }) => {
      const facts = await tools.openUpkeep().examine();
      const checks = checkUp(facts);
      const problems = count(checks, 'problem');
      const warnings = count(checks, 'warning');
      const report = { schema: 'rounds.doctor/1', at: facts.at.toISOString(), problems, warnings, checks };
      tools.print(json ? `${JSON.stringify(report, null, 2)}\n` : renderCheckup(checks, tools.columns));
      if (problems > 0) finish(exitCodes.refused);
    });
}
