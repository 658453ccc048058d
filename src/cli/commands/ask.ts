import { Command, Option } from 'commander';
import type { Answer } from '../../domain/ask/answer.ts';
import { suggestions } from '../../domain/ask/suggestions.ts';
import { wrapText } from '../../reports/text/wrap.ts';
import { type Day, spellDay } from '../../shared/day.ts';
import type { CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { onOneLine } from '../one-line.ts';
import { asOfOption } from '../options.ts';

interface Options {
  readonly person?: string;
  readonly asOf?: Day;
  readonly json?: true;
}

export function askCommand(tools: CliTools, finish: (code: number) => void): Command {
  return (
    new Command('ask')
      .description('answer a question from the records: numbers by rule, and what they do not tell')
      .argument('[question...]', 'in plain English, best in quotation marks')
      // Asked for by hand: who asks nothing is shown what can be asked, not that a name is missing.
      .addOption(new Option('-p, --person <name>', 'whose data'))
      .addOption(asOfOption('as of the morning of this day; later data are invisible (default: today)'))
      .option('--json', 'print the answer (rounds.answer/1) and nothing else')
      .addHelpText(
        'after',
        `\nFor example:\n${suggestions.map((text) => `  rounds ask "${text}"`).join('\n')}\n`,
      )
      .action(async (words: readonly string[], options: Options, command: Command) => {
        const question = words.join(' ').trim();
        if (question === '') command.help({ error: true });
        if (options.person === undefined) {
          command.error("error: required option '-p, --person <name>' not specified");
        }
        await using app = await tools.openApp();
        const person = await app.people.get(options.person);
        const answer = await app.ask(person, { question, asOf: options.asOf });
        tools.print(
          options.json ? `${JSON.stringify(answer, null, 2)}\n` : answerText(answer, tools.columns),
        );
        if (!answer.understood) finish(exitCodes.refused);
      })
  );
}

function answerText(
  { flags, sentences, limits, suggestions: others, understood, reading }: Answer,
  width: number,
): string {
  const lines: string[] = [];
  const item = (text: string, mark: string) => {
    const [first = '', ...rest] = wrapText(onOneLine(text), width - mark.length);
    lines.push(`${mark}${first}`, ...rest.map((line) => `${' '.repeat(mark.length)}${line}`));
  };
  for (const { advice, message, seen, day } of flags) {
    item(advice, '! ');
    item(message, '  ');
    item(`Seen on ${spellDay(day, { year: true })}: “${seen}”`, '  ');
  }
  if (flags.length > 0) lines.push('');
  for (const { text } of sentences) item(text, '');
  if (!understood) {
    item('This question was not understood. These would be:', '');
    for (const text of others) item(text, '  ');
  }
  if (limits.length > 0) lines.push('', 'What this does not tell:');
  for (const text of limits) item(text, '- ');
  if (reading.by === 'model')
    item(`The question was read by ${reading.model}; the answer is made by rule.`, '- ');
  return `${lines.join('\n')}\n`;
}
