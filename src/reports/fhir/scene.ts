import type { Dossier } from '../../domain/dossier.ts';
import type { FindAnalyte } from '../../domain/knowledge.ts';
import { profileAsOf } from '../../domain/profile-as-of.ts';
import { isTimeZone } from '../../shared/day.ts';
import { contentHash, nameBasedUuid } from '../../shared/ids.ts';
import { type Entry, type Resource, referenceTo } from './element.ts';

const NAMESPACE = '6f9c1c1e-2d0b-4a53-9c53-0d7d3c3f1b8a';

/** One document in the making: what it is of, and how its resources are called. */
export interface Scene {
  readonly dossier: Dossier;
  readonly timezone: string;
  readonly findAnalyte: FindAnalyte;
  /** The same parts are the same resource of the document. */
  entry(parts: readonly unknown[], resource: Resource): Entry;
}

/**
 * Two people of two houses may go by one name here, and resources of one id are one to whoever takes them in: so ids are
 * of this person's data as they are in this document, and of no other.
 */
export function sceneOf(dossier: Dossier, findAnalyte: FindAnalyte): Scene {
  const { page, profile } = dossier;
  const known = { ...dossier, profile: profileAsOf(profile, page.asOf) };
  const series = dossier.series.map(({ metric, start, values }) => [metric, start, [...values]]);
  const scope = contentHash([page, known.profile, dossier.checkIns, series]);
  return {
    dossier: known,
    timezone: isTimeZone(page.timezone) ? page.timezone : 'UTC',
    findAnalyte,
    entry: (parts, resource) => ({ fullUrl: urnOf([scope, ...parts]), resource }),
  };
}

export function urnOf(parts: readonly unknown[]): string {
  return `urn:uuid:${nameBasedUuid(NAMESPACE, JSON.stringify(parts))}`;
}

/** Who a document is about and who and what speaks in it. */
export interface Cast {
  readonly patient: Entry;
  readonly caregiver: Entry;
  readonly preparer: Entry | undefined;
  readonly ring: Entry;
  readonly otherDevice: Entry;
  readonly software: Entry;
}

export const subjectOf = ({ patient }: Cast) => referenceTo(patient);
