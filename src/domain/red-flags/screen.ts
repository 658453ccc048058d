import { ConfigError } from '../../shared/errors.ts';
import type { Knowledge } from '../knowledge.ts';
import { evidenceByDay } from './day-evidence.ts';
import { type Language, readLanguage } from './language.ts';
import { measureWords } from './measured-in-text.ts';
import { whatMeets } from './meets-rule.ts';
import type { RaisedFlag, ScreenInput } from './raised-flag.ts';

type RulesAndMedicines = Pick<Knowledge, 'redFlags' | 'medications'>;

/** Which fixed rules are met, on which day: read from words and values alone, the same for the same input. */
export function screen(input: ScreenInput, knowledge: RulesAndMedicines): RaisedFlag[] {
  const days = evidenceByDay(input, languageOf(knowledge), knowledge);
  return days.flatMap((evidence) =>
    knowledge.redFlags.flatMap((rule): RaisedFlag[] => {
      const seen = whatMeets(rule, evidence);
      if (seen === undefined) return [];
      return [{ rule: rule.id, urgency: rule.urgency, day: evidence.day, message: rule.message, seen }];
    }),
  );
}

/** Read when first asked for, and once: most commands screen nothing, and the rules stay the same as long as they run. */
const languages = new WeakMap<RulesAndMedicines['redFlags'], Language>();

function languageOf({ redFlags, medications }: RulesAndMedicines): Language {
  const known = languages.get(redFlags);
  if (known !== undefined) return known;
  const drugs = medications.flatMap(({ name, synonyms }) => [name, ...synonyms]);
  const others = redFlags.flatMap(({ trigger }) =>
    'medicationNames' in trigger ? (trigger.medicationNames ?? []) : [],
  );
  const spelled = [...drugs, ...others].flatMap((name) => name.toLowerCase().split(/[^a-z]+/));
  const { language, problems } = readLanguage(redFlags, [
    ...measureWords,
    ...spelled.filter((word) => word.length > 4),
  ]);
  if (problems[0] !== undefined) throw new ConfigError(`knowledge/red-flags.json is damaged: ${problems[0]}`);
  languages.set(redFlags, language);
  return language;
}
