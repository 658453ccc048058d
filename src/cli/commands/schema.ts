import { Argument, Command } from 'commander';
import { z } from 'zod';
import { findingsReportSchema } from '../../domain/finding.ts';
import { dossierSchema } from '../../reports/json/dossier-schema.ts';
import { pageSchema } from '../../reports/json/page-schema.ts';
import type { CliTools } from '../app-handle.ts';

/** Days of a profile are strings where they are written, whatever they become where they are read: so `input`. */
const schemas = {
  findings: () => z.toJSONSchema(findingsReportSchema),
  page: () => z.toJSONSchema(pageSchema, { io: 'input' }),
  dossier: () => z.toJSONSchema(dossierSchema, { io: 'input' }),
} as const;

export function schemaCommand(tools: CliTools): Command {
  return new Command('schema')
    .description('print the JSON Schema of what rounds writes')
    .addArgument(new Argument('<name>', 'which one').choices(Object.keys(schemas)))
    .action((name: keyof typeof schemas) => {
      tools.print(`${JSON.stringify(schemas[name](), null, 2)}\n`);
    });
}
