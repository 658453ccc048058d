import { findEvents, speaksOfEvent } from './find-events.ts';
import { lastDays, type ReadQueries } from './heard.ts';
import { plainName } from './plain-question.ts';

/** Questions for what is written down: appointments, the page, medicines, results, check-ins, events. */
export const readRecords: ReadQueries = (heard) => {
  for (const read of readers) {
    const queries = read(heard);
    if (queries !== undefined) return queries;
  }
  return undefined;
};

const CHECK_IN_DAYS = 7;
const COVERAGE_DAYS = 30;

const page: ReadQueries = ({ text }) => {
  const asksForPage =
    /\btalking points?\b|\b(?:what|which|anything|something)\b.*\b(?:tell|ask(?! you)|say to|raise|discuss|mention|bring up|talk about|speak about)\b|\b(?:raise|discuss) with\b|\b(?:my|the|latest|newest) (?:page|report)\b/.test(
      text,
    );
  if (!asksForPage) return undefined;
  return /\bappointment|\bvisit\b/.test(text)
    ? [{ kind: 'page' }, { kind: 'appointment' }]
    : [{ kind: 'page' }];
};

const appointment: ReadQueries = ({ text, beyond }) =>
  beyond !== 'judgement' &&
  /\bappointments?\b|\bnext visit\b|\b(?:see|seeing|meet|meeting|visit|visiting) (?:the |my |a |dr )?(?:dr|doctor|gp|cardiologist|consultant|specialist|clinician|nurse)\b/.test(
    text,
  )
    ? [{ kind: 'appointment' }]
    : undefined;

const coverage: ReadQueries = ({ text, periods }) =>
  /\bmissing\b|\bgaps?\b|\bcoverage\b|\bhow (?:much|complete)\b.*\bdata\b|\bhow many (?:nights|days)\b.*\b(?:data|recorded|measured|worn)\b|\b(?:wear|wore|worn)\b.*\bring\b|\bdata (?:is|are) there\b|\b(?:have|is there|any|enough) (?:any |enough )?data\b/.test(
    text,
  )
    ? [{ kind: 'coverage', period: periods[0] ?? lastDays(COVERAGE_DAYS) }]
    : undefined;

const measuring =
  /\b(?:average|mean|how (?:much|long|many|high|low|often)|highest|lowest|longest|shortest|best|worst|latest|earliest)\b/;
const leading =
  /\b(?:since|after|following|effects? of|impact of|influence of|around|before and after|before)\b (?:when )?(.+)$/;
const asking =
  /\b(?:did|do|does|has|have) (?:the |my |this )?(.+?) (?:help|helped|work|worked|change|changed|make|made|affect|affected|do)\b|\bwhat (?:did|has) (?:the |my )?(.+?) (?:do|done|change|changed)\b/;

/** "Since the dose change": by name where the profile has it, else only where the words are those of an event. */
const event: ReadQueries = ({ text, rest, metrics, context }) => {
  const words = eventWords(rest);
  if (words === undefined) return undefined;
  if (findEvents(words, context.timeline).length === 0 && !speaksOfEvent(words)) return undefined;
  const since = /\bsince\b/.test(text);
  const [metric] = metrics;
  if (metric !== undefined && since && measuring.test(text)) {
    return [{ kind: 'level', metric, period: { kind: 'since-event', event: words } }];
  }
  return [{ kind: 'event', event: words, metrics: [...metrics] }];
};

function eventWords(text: string): string | undefined {
  const found =
    leading.exec(text)?.[1] ??
    asking
      .exec(text)
      ?.slice(1)
      .find((part) => part !== undefined);
  const words = found
    ?.replaceAll(/_+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:the |my |i |we |she |he |mum |dad )+/, '')
    .replace(/ (?:on|to|for|with)(?: my| the)*$/, '')
    .slice(0, 80);
  return words === '' ? undefined : words;
}

const medications: ReadQueries = ({ text, beyond, context, metrics }) => {
  const names = context.medications.map(plainName).filter((name) => name !== '');
  const named = names.some((name) => ` ${text} `.includes(` ${name.split(' ')[0]} `));
  const asked =
    /\b(?:medications?|medicines?|meds|tablets?|pills?|drugs?|prescriptions?)\b|\bwhat (?:am|do) i tak(?:e|ing)\b|\bdoses?\b/.test(
      text,
    );
  if (beyond === 'cause') return undefined;
  return (named || asked) && (metrics.length === 0 || beyond === 'treatment')
    ? [{ kind: 'medications' }]
    : undefined;
};

const labs: ReadQueries = ({ text, metrics, context }) => {
  const analyte = [...context.analytes]
    .sort((left, right) => right.length - left.length)
    .find((name) => plainName(name) !== '' && ` ${text} `.includes(` ${plainName(name)} `));
  if (analyte !== undefined && metrics.length === 0) return [{ kind: 'labs', analyte }];
  return /\b(?:labs?|laboratory|blood (?:tests?|results?|work|count|values?)|test results?|results?)\b/.test(
    text,
  )
    ? [{ kind: 'labs', analyte: null }]
    : undefined;
};

const checkIns: ReadQueries = ({ text, periods }) =>
  /\bsymptoms?\b|\bcheck ?ins?\b|\b(?:headaches?|dizz\w+|nausea|nauseous|cough\w*|fever\w*|breathless\w*|palpitations?|cramps?)\b|\b(?:my |the )notes\b|\bwhat (?:did|have) i (?:write|written|note|noted|report|reported|complain)\w*/.test(
    text,
  )
    ? [{ kind: 'check-ins', period: periods[0] ?? lastDays(CHECK_IN_DAYS) }]
    : undefined;

const readers: readonly ReadQueries[] = [page, appointment, coverage, event, labs, checkIns, medications];
