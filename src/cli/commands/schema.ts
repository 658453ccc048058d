import { Argument, Command } from 'commander';
import { z } from 'zod';
import { findingsReportSchema } from '../../domain/finding.ts';
import type { CliTools } from '../app-handle.ts';

export function schemaCommand(tools: CliTools): Command {
  return new Command('schema')
    .description('print the JSON Schema of what rounds writes')
    .addArgument(new Argument('<name>', 'which one').choices(['findings']))
    .action(() => {
      tools.print(`${JSON.stringify(z.toJSONSchema(findingsReportSchema), null, 2)}\n`);
    });
}
