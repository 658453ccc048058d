import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import type { RoundPage } from '../../domain/page.ts';
import { type Paper, papers } from '../../domain/paper.ts';
import { raisedLately, raisedUntilVisit } from '../../jobs/raised-lately.ts';
import {
  isReportFormat,
  packFileName,
  type ReportFormatName,
  reportFiles,
  reportFormatHelp,
  reportFormats,
} from '../../jobs/report-formats.ts';
import { reportSource } from '../../jobs/report-source.ts';
import { createShare, requireShareUrl } from '../../jobs/share-page.ts';
import { type ReportFile, writeFiles } from '../../jobs/write-files.ts';
import { renderText } from '../../reports/text.ts';
import type { PageNews } from '../../reports/view/urgent.ts';
import { type Day, minuteInZone } from '../../shared/day.ts';
import { ConfigError, NotFoundError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { packPage } from '../appointment-pack.ts';
import { asOfOption, dayArgument, personOption } from '../options.ts';
import { daysArgument } from './share.ts';

interface Options {
  readonly person: string;
  readonly appointment?: 'next' | Day;
  readonly asOf?: Day;
  readonly format?: readonly ReportFormatName[];
  readonly paper?: Paper;
  readonly share?: number;
  readonly out?: string;
}

export function reportCommand(tools: CliTools): Command {
  return new Command('report')
    .description('show the last talking points, or write them as files to take along')
    .addOption(personOption())
    .addOption(
      new Option(
        '--appointment <day>',
        'for "next", or the appointment of a day: the page that was made for it, else a round is run now',
      ).argParser((text) => (text === 'next' ? text : dayArgument(text))),
    )
    .addOption(
      asOfOption('the page of this day (default: the newest); for an appointment: look anew from this day'),
    )
    .addOption(
      new Option('--format <list>', 'write files instead, of these formats, with commas').argParser(
        formatsArgument,
      ),
    )
    .addOption(
      new Option('--paper <size>', 'of what is printed (default: that of the country)').choices(papers),
    )
    .addOption(
      new Option(
        '--share <days>',
        'print a link to this page on the sheet, as a QR code, valid for so many days (needs ROUNDS_SHARE_URL)',
      ).argParser(daysArgument),
    )
    .option('--out <directory>', 'where to write them (default: the reports folder of the data directory)')
    .addHelpText(
      'after',
      `\nFormats:\n${reportFormatHelp()}\n\n"--format json" alone, without --out or --appointment, prints the page.\n`,
    )
    .action(async (options: Options) => {
      refuseIncomplete(options);
      await using app = await tools.openApp();
      if (options.share !== undefined) requireShareUrl(app);
      const person = await app.people.get(options.person);
      await (options.appointment === undefined
        ? reportPage(tools, app, person, options)
        : reportPack(tools, app, person, options, options.appointment));
    });
}

function formatsArgument(text: string): ReportFormatName[] {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !isReportFormat(word));
  if (unknown === undefined) return words.filter(isReportFormat);
  throw new InvalidArgumentError(`There is no format "${unknown}". There are ${reportFormats.join(', ')}.`);
}

/** What a link can be printed on. */
const sheets: readonly ReportFormatName[] = ['html', 'pdf'];

function refuseIncomplete({ out, paper, share, format }: Options): void {
  if (share !== undefined && !format?.some((name) => sheets.includes(name)))
    throw new ConfigError('--share prints on the sheet: --format pdf or html.');
  if (format !== undefined) return;
  if (out !== undefined)
    throw new ConfigError('--out says where; --format says what, for example --format pdf,html.');
  if (paper !== undefined) throw new ConfigError('--paper is of files; --format says which.');
}

async function reportPage(tools: CliTools, app: AppHandle, person: Person, options: Options): Promise<void> {
  const made = await app.pages.findLatestRound(person, options.asOf);
  if (made === undefined) {
    const { slug } = person;
    throw new NotFoundError(
      options.asOf === undefined
        ? `There are no talking points for ${slug} yet. Make them: rounds round --person ${slug}`
        : `There is no page of ${options.asOf} for ${slug}. Make it: rounds round --person ${slug} --as-of ${options.asOf}`,
    );
  }
  const { page } = made;
  const isPrinted = options.out === undefined && options.format?.includes('json');
  if (isPrinted) tools.print(`${JSON.stringify(page, null, 2)}\n`);
  const formats = options.format?.filter((format) => !isPrinted || format !== 'json');
  if (formats?.length === 0) return;
  // What is taken to the doctor today begins with what is urgent today.
  const raised = await raisedLately(app, person, page.findings);
  if (formats === undefined) return showPage(tools, made, { raised });
  const news = { raised, share: await printedShare(tools, app, person, made, options.share) };
  const files = reportFiles(formats, reportSource(app, person, made, { news, paper: options.paper }));
  const directory = outOf(tools, options) ?? app.reportsDirectory;
  await write(tools, join(directory, person.slug, page.asOf), files);
}

async function reportPack(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  options: Options,
  asked: 'next' | Day,
): Promise<void> {
  const { appointment, ...made } = await packPage(tools, app, person, {
    appointment: asked,
    asOf: options.asOf,
  });
  const raised = await raisedUntilVisit(app, person, made.page);
  if (options.format === undefined) return showPage(tools, made, { raised });
  const news = { raised, share: await printedShare(tools, app, person, made, options.share) };
  const source = reportSource(app, person, made, { news, paper: options.paper });
  const directory = outOf(tools, options);
  // Elsewhere they lie among files of other people and days.
  const files = reportFiles(options.format, source, (name) =>
    directory === undefined ? name : packFileName(person, appointment, name),
  );
  const own = join(app.reportsDirectory, person.slug, 'appointments', appointment);
  await write(tools, directory ?? own, files);
}

/** A link to this very page, and no link unless somebody asks for one. */
async function printedShare(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  { page, roundId }: RoundPage,
  days: number | undefined,
): Promise<PageNews['share']> {
  if (days === undefined) return undefined;
  const label = `printed on the page of ${page.asOf}`;
  const { id, url, expiresAt } = await createShare(app, person, { page: { roundId }, days, label });
  const until = minuteInZone(new Date(expiresAt), person.timezone);
  tools.note(`The link on the sheet is valid until ${until}. To end it: rounds share --revoke ${id}\n`);
  return { url, expiresAt };
}

function showPage(tools: CliTools, { page }: RoundPage, news: PageNews): void {
  tools.print(renderText(page, { width: tools.columns, colour: tools.isTerminal, ...news }));
}

function outOf(tools: CliTools, { out }: Options): string | undefined {
  return out === undefined ? undefined : resolve(tools.workingDirectory, out);
}

async function write(tools: CliTools, folder: string, files: readonly ReportFile[]): Promise<void> {
  for (const path of await writeFiles(folder, files)) tools.note(`${path}\n`);
}
