import type { z } from 'zod';
import {
  type ProfileEntryKind,
  type ProfileSingleKind,
  profileEntryKinds,
  profileEntrySchemas,
  profileLists,
  profileSingleKinds,
  profileSingleSchemas,
  profileSingles,
  timezoneSchema,
} from '../../domain/profile.ts';
import type { Refusal } from '../../domain/raw-document.ts';
import { isRecord } from '../../shared/json.ts';
import { describeIssues } from './issue.ts';
import { printable } from './text.ts';

export type ProfileSingle = {
  [Kind in ProfileSingleKind]: {
    readonly kind: Kind;
    readonly value: z.output<(typeof profileSingleSchemas)[Kind]>;
  };
}[ProfileSingleKind];

export type ProfileEntry = {
  [Kind in ProfileEntryKind]: {
    readonly kind: Kind;
    readonly value: z.output<(typeof profileEntrySchemas)[Kind]>;
  };
}[ProfileEntryKind];

export interface ReadProfile {
  readonly timezone?: string;
  readonly singles: ProfileSingle[];
  readonly entries: ProfileEntry[];
  readonly refusals: Refusal[];
}

const lists: ReadonlyMap<string, ProfileEntryKind> = new Map(
  profileEntryKinds.map((kind) => [profileLists[kind], kind]),
);

export const profileKeys = ['timezone', ...Object.values(profileSingles), ...lists.keys()];

/**
 * Entry by entry: a bad one is refused by its place, its neighbours are kept. Inside a medication the same
 * holds for its events: losing the drug over one mistyped date would cost more than losing the date.
 */
export function readProfile(file: string, profile: Readonly<Record<string, unknown>>): ReadProfile {
  const refusals: Refusal[] = [];
  const refuse = (field: string, reason: string) => refusals.push({ file, record: 'profile', field, reason });
  const entries: ProfileEntry[] = [];
  for (const [key, value] of Object.entries(profile)) {
    const kind = lists.get(key);
    if (kind !== undefined) entries.push(...readList(key, kind, value, refuse));
    else if (!profileKeys.includes(key)) refuse(printable(key), 'is not a known field');
  }
  const timezone = readOne('timezone', timezoneSchema, profile.timezone, refuse);
  return {
    ...(timezone === undefined ? {} : { timezone }),
    singles: profileSingleKinds.flatMap((kind) => readSingle(kind, profile, refuse)),
    entries,
    refusals,
  };
}

type Refuse = (field: string, reason: string) => void;

function readOne<Value>(
  key: string,
  schema: z.ZodType<Value>,
  value: unknown,
  refuse: Refuse,
): Value | undefined {
  if (value === undefined || value === null) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { field, reason } of describeIssues(parsed.error, key)) refuse(field, reason);
  return undefined;
}

function readSingle(
  kind: ProfileSingleKind,
  profile: Readonly<Record<string, unknown>>,
  refuse: Refuse,
): ProfileSingle[] {
  const key = profileSingles[kind];
  const value = readOne<ProfileSingle['value']>(key, profileSingleSchemas[kind], profile[key], refuse);
  return value === undefined ? [] : [{ kind, value } as ProfileSingle];
}

function readList(key: string, kind: ProfileEntryKind, value: unknown, refuse: Refuse): ProfileEntry[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    refuse(key, 'must be a list');
    return [];
  }
  return value.flatMap((entry: unknown, index) => readEntry(kind, entry, `${key}[${index}]`, refuse) ?? []);
}

function readEntry(
  kind: ProfileEntryKind,
  value: unknown,
  place: string,
  refuse: Refuse,
): ProfileEntry | undefined {
  const schema = profileEntrySchemas[kind];
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind, value: parsed.data } as ProfileEntry;
  const issues = describeIssues(parsed.error, place);
  for (const { field, reason } of issues) refuse(field, reason);
  const bad = issues.map(({ path }) => (path[0] === 'events' ? path[1] : undefined));
  if (!isRecord(value) || !Array.isArray(value.events) || bad.includes(undefined)) return undefined;
  const events = value.events.filter((_, index) => !bad.includes(index));
  const retried = schema.safeParse({ ...value, events });
  return retried.success ? ({ kind, value: retried.data } as ProfileEntry) : undefined;
}
