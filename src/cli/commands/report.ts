import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { raisedLately } from '../../jobs/raised-lately.ts';
import { type PageFormat, pageFormats, writePage } from '../../jobs/write-page.ts';
import { renderText } from '../../reports/text.ts';
import type { Day } from '../../shared/day.ts';
import { ConfigError, NotFoundError } from '../../shared/errors.ts';
import type { CliTools } from '../app-handle.ts';
import { asOfOption, personOption } from '../options.ts';

export function reportCommand(tools: CliTools): Command {
  return new Command('report')
    .description('show the last talking points, or write them as files')
    .addOption(personOption())
    .addOption(asOfOption('the page of this day (default: the newest)'))
    .addOption(
      new Option('--format <list>', `write files instead: ${pageFormats.join(',')} or json`).argParser(
        (text) => text.split(','),
      ),
    )
    .option('--out <directory>', 'where to write them (default: the reports folder of the data directory)')
    .action(async (options: { person: string; asOf?: Day; format?: string[]; out?: string }) => {
      const formats = options.format?.filter((format) => format !== 'json');
      const unknown = formats?.find((format) => !pageFormats.some((known) => known === format));
      if (unknown !== undefined)
        throw new ConfigError(
          `There is no format "${unknown}". There are ${pageFormats.join(', ')} and json.`,
        );
      if (options.out !== undefined && options.format === undefined) {
        throw new ConfigError('--out says where; --format says what, for example --format pdf,html.');
      }
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const page = await app.pages.findLatest(person, options.asOf);
      if (page === undefined) {
        throw new NotFoundError(
          `There are no talking points for ${person.slug} yet. Make them: rounds round --person ${person.slug}`,
        );
      }
      if (options.format?.includes('json')) tools.print(`${JSON.stringify(page, null, 2)}\n`);
      if (formats?.length === 0) return;
      // What is taken to the doctor today begins with what is urgent today.
      const raised = await raisedLately(app, person, page.findings);
      if (options.format === undefined) {
        tools.print(renderText(page, { width: tools.columns, colour: tools.isTerminal, raised }));
        return;
      }
      const directory =
        options.out === undefined ? app.reportsDirectory : resolve(tools.workingDirectory, options.out);
      const folder = join(directory, person.slug, page.asOf);
      const paths = await writePage(folder, page, formats as PageFormat[], { raised });
      for (const path of paths) tools.note(`${path}\n`);
    });
}
