import type { ProfileEntry } from '../../db/stores/profile-subject.ts';
import type { Appointment, DoseTaken, Lab, Profile, Visit } from '../domain/profile.ts';
import { wrapText } from '../reports/text/wrap.ts';
import { addDays, type Day } from '../shared/day.ts';
import { onOneLine } from './one-line.ts';
import {
  appointmentHead,
  entryLine,
  labResult,
  visitDetails,
  visitHead,
  when,
} from './profile-entry-line.ts';

/** Doses are counted over these many days, the last one included. */
const DOSE_DAYS = 30;
/** A terminal may call itself narrower than a word. */
const NARROWEST = 20;

interface Item {
  readonly text: string;
  readonly below?: readonly string[];
}

interface Section {
  readonly heading: string;
  readonly items: readonly Item[];
}

/** What is true of the person on a day, in sections; "" where there is nothing to tell. */
export function profileListing(profile: Profile, today: Day, width: number): string {
  return sectionsOf(profile, today)
    .filter(({ items }) => items.length > 0)
    .map(({ heading, items }) => {
      const lines = items.flatMap(({ text, below = [] }) => [
        ...indented(text, 2, width),
        ...below.flatMap((line) => indented(line, 4, width)),
      ]);
      return `\n${heading}\n${lines.join('\n')}\n`;
    })
    .join('');
}

/** Wrapped, with what does not fit on the first line a little further in. */
export function indented(text: string, indent: number, width: number): string[] {
  const hang = indent + 2;
  return wrapText(onOneLine(text).trim(), Math.max(NARROWEST, width - hang)).map(
    (line, index) => `${' '.repeat(index === 0 ? indent : hang)}${line}`,
  );
}

function sectionsOf(profile: Profile, today: Day): Section[] {
  const each = (kind: ProfileEntry['kind'], values: readonly unknown[]): Item[] =>
    values.map((value) => ({ text: entryLine({ kind, value }) }));
  const latestFirst = <Entry extends Dated>(entries: readonly Entry[]) => [...entries].sort(byTime).reverse();
  return [
    { heading: 'Conditions', items: each('condition', profile.conditions) },
    { heading: 'Allergies', items: each('allergy', profile.allergies) },
    { heading: 'Medicines', items: each('medication', profile.medications) },
    { heading: `Doses missed or late in the last ${DOSE_DAYS} days`, items: doses(profile.adherence, today) },
    { heading: 'Laboratory results', items: results(latestFirst(profile.labs)) },
    { heading: 'Coming appointments', items: coming(profile.appointments, today) },
    { heading: 'Goals', items: each('goal', profile.goals) },
    { heading: 'Visits', items: told(latestFirst(profile.visits)) },
    { heading: 'Events', items: each('event', latestFirst(profile.events)) },
    { heading: 'Cycle', items: each('cycle', latestFirst(profile.cycle)) },
    { heading: 'Notes', items: each('note', latestFirst(profile.notes)) },
  ];
}

interface Dated {
  readonly day: Day;
  readonly time?: string | undefined;
}

function byTime(left: Dated, right: Dated): number {
  const [one, other] = [left, right].map(({ day, time = '' }) => `${day} ${time}`) as [string, string];
  return one < other ? -1 : one > other ? 1 : 0;
}

function grouped<Entry>(entries: readonly Entry[], nameOf: (entry: Entry) => string): Entry[][] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = nameOf(entry).toLowerCase();
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return [...groups].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, group]) => group);
}

function doses(adherence: readonly DoseTaken[], today: Day): Item[] {
  const first = addDays(today, 1 - DOSE_DAYS);
  const counted = adherence.filter(
    ({ day, taken }) => day >= first && day <= today && (taken === 'missed' || taken === 'late'),
  );
  return grouped(counted, ({ medication }) => medication).map((group) => {
    const counts = (['missed', 'late'] as const).flatMap((what) => {
      const count = group.filter(({ taken }) => taken === what).length;
      return count === 0 ? [] : [`${count} ${what}`];
    });
    return { text: `${group[0]?.medication}: ${counts.join(', ')}` };
  });
}

function results(labs: readonly Lab[]): Item[] {
  return grouped(labs, ({ analyte }) => analyte).map((group) => ({
    text: group[0]?.analyte ?? '',
    below: group.map((lab) => `${when(lab)}: ${labResult(lab)}`),
  }));
}

function told(visits: readonly Visit[]): Item[] {
  return visits.map((visit) => ({ text: visitHead(visit), below: visitDetails(visit) }));
}

function coming(appointments: readonly Appointment[], today: Day): Item[] {
  return appointments
    .filter(({ day }) => day >= today)
    .sort(byTime)
    .map((appointment) => ({
      text: appointmentHead(appointment),
      below: appointment.questions.map((question) => `- ${question}`),
    }));
}
