import { intro, multiselect, note, select, text } from '@clack/prompts';
import { findMetric, type Naming } from '../domain/metric.ts';
import type { Visit } from '../domain/profile.ts';
import type { VisitPoint } from '../domain/visit-points.ts';
import { isDay, spellDay } from '../shared/day.ts';
import type { Terminal } from './app-handle.ts';
import { ask } from './ask.ts';
import { onOneLine } from './one-line.ts';
import { othersOf, outcomeOf } from './visit-options.ts';

type Agreed = Visit['agreed'][number];
type Told = Visit['points'][number];

/** More changes than this are no longer one visit. */
const MOST_CHANGES = 10;

/**
 * What was said, what was agreed, and each point that was taken along; what was told before stands there to be changed.
 * Undefined: broken off.
 */
export async function askForVisit(
  terminal: Terminal,
  before: Visit,
  points: readonly VisitPoint[],
  naming: Naming,
): Promise<Visit | undefined> {
  const title = `Visit to ${onOneLine(before.clinician)} on ${spellDay(before.day, { year: true })}`;
  intro(`${title} · Enter goes on, Ctrl-C keeps nothing`, terminal);
  const shown = onOneLine(before.said ?? '');
  const said = await askInWords(terminal, 'What was said?', shown);
  if (said === undefined) return undefined;
  const agreed = await askForChanges(terminal, before, points, naming);
  if (agreed === undefined) return undefined;
  const outcomes: Told[] = [];
  for (const point of points) {
    const outcome = await askAboutPoint(terminal, point, outcomeOf(before, point.topics));
    if (outcome === undefined) return undefined;
    if (outcome !== 'not talked about') outcomes.push(outcome);
  }
  const { day, clinician } = before;
  // Line breaks were taken out only to be shown.
  const words = said === shown ? before.said : said;
  const kept = words === undefined || words.trim() === '' ? {} : { said: words };
  return { day, clinician, ...kept, agreed, points: [...outcomes, ...othersOf(before, points)] };
}

async function askForChanges(
  terminal: Terminal,
  before: Visit,
  points: readonly VisitPoint[],
  naming: Naming,
): Promise<Agreed[] | undefined> {
  const agreed: Agreed[] = [];
  for (let place = 0; place < MOST_CHANGES; place++) {
    const known = before.agreed[place];
    const more = agreed.length === 0 ? 'What was agreed to change?' : 'What else was agreed?';
    const what = await askInWords(terminal, `${more} Enter alone: nothing`, known?.what ?? '');
    if (what === undefined) return undefined;
    if (what.trim() === '') {
      if (known === undefined) break;
      continue;
    }
    const change = await askAboutChange(
      terminal,
      what,
      known ?? { day: before.day, what, watch: [] },
      points,
      naming,
    );
    if (change === undefined) return undefined;
    agreed.push(change);
  }
  return agreed;
}

async function askAboutChange(
  terminal: Terminal,
  what: string,
  known: Agreed,
  points: readonly VisitPoint[],
  naming: Naming,
): Promise<Agreed | undefined> {
  const day = await askInWords(terminal, 'From which day?', known.day, (value) =>
    isDay(value.trim()) ? undefined : 'A day is written YYYY-MM-DD.',
  );
  if (day === undefined || !isDay(day.trim())) return undefined;
  const from = day.trim() as Agreed['day'];
  const metrics = [...new Set([...points.flatMap((point) => point.metrics), ...known.watch])];
  if (metrics.length === 0) return { day: from, what, watch: [] };
  const watch = await ask(terminal, (at) =>
    multiselect({
      ...at,
      message: 'What is it meant for? Space chooses, Enter goes on',
      options: metrics.map((slug) => ({ value: slug, label: findMetric(slug, naming)?.label ?? slug })),
      initialValues: known.watch,
      required: false,
    }),
  );
  return watch && { day: from, what, watch };
}

async function askAboutPoint(
  terminal: Terminal,
  point: VisitPoint,
  known: Told | undefined,
): Promise<Told | 'not talked about' | undefined> {
  note(point.text, 'A point that was taken along', terminal);
  const outcome = await ask(terminal, (at) =>
    select<Told['outcome'] | 'none'>({
      ...at,
      message: 'What became of it?',
      options: [
        { value: 'kept', label: 'keep it: look at it again' },
        { value: 'closed', label: 'close it: talked over and done with' },
        { value: 'none', label: 'it was not talked about' },
      ],
      initialValue: known?.outcome ?? 'none',
    }),
  );
  if (outcome === undefined) return undefined;
  if (outcome === 'none') return 'not talked about';
  const useful = await ask(terminal, (at) =>
    select({
      ...at,
      message: 'Was it useful?',
      options: [
        { value: 'yes', label: 'yes' },
        { value: 'no', label: 'no' },
        { value: 'open', label: 'hard to say' },
      ],
      initialValue: known?.useful === undefined ? 'open' : known.useful ? 'yes' : 'no',
    }),
  );
  if (useful === undefined) return undefined;
  return { topics: [...point.topics], outcome, ...(useful === 'open' ? {} : { useful: useful === 'yes' }) };
}

function askInWords(
  terminal: Terminal,
  message: string,
  initialValue: string,
  complaint: (value: string) => string | undefined = () => undefined,
): Promise<string | undefined> {
  return ask(terminal, (at) =>
    text({ ...at, message, initialValue, validate: (value) => complaint(value ?? '') }),
  );
}
