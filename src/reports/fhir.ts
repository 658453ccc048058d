import type { Dossier } from '../domain/dossier.ts';
import type { FindAnalyte } from '../domain/knowledge.ts';
import { startOfDay } from '../shared/day.ts';
import { castOf } from './fhir/cast.ts';
import { compositionOf } from './fhir/composition.ts';
import { dailyObservations } from './fhir/daily-observations.ts';
import { type Entry, referenceTo } from './fhir/element.ts';
import { findingEntries } from './fhir/findings.ts';
import { labEntries } from './fhir/labs.ts';
import { medicationEntries } from './fhir/medications.ts';
import { allergyEntries, conditionEntries } from './fhir/problems.ts';
import { provenanceOf } from './fhir/provenance.ts';
import { type Cast, type Scene, sceneOf, urnOf } from './fhir/scene.ts';

const nothingKnown: FindAnalyte = () => undefined;

/**
 * A FHIR R4 document, an entry a line. It is dated by the day it is as of and not by a clock: of the same data it is the
 * same bytes. `findAnalyte` is who knows the codes of laboratory results.
 */
export function renderFhir(dossier: Dossier, findAnalyte: FindAnalyte = nothingKnown): string {
  const scene = sceneOf(dossier, findAnalyte);
  const timestamp = startOfDay(dossier.page.asOf, scene.timezone).toISOString();
  const entries = entriesOf(scene, timestamp);
  const lines = entries.map((entry) => JSON.stringify(entry));
  const head = JSON.stringify({
    resourceType: 'Bundle',
    identifier: { system: 'urn:ietf:rfc:3986', value: urnOf(lines) },
    type: 'document',
    timestamp,
  });
  return `${head.slice(0, -1)},"entry":[\n${lines.join(',\n')}\n]}\n`;
}

function entriesOf(scene: Scene, timestamp: string): Entry[] {
  const cast = castOf(scene);
  const labs = labEntries(scene, cast);
  const contents = {
    findings: findingEntries(scene, cast),
    medications: medicationEntries(scene, cast),
    allergies: allergyEntries(scene, cast),
    conditions: conditionEntries(scene, cast),
    labs,
    daily: dailyObservations(scene, cast),
  };
  const composition = compositionOf(scene, cast, contents);
  const told = [
    ...contents.findings,
    ...contents.medications,
    ...contents.allergies,
    ...contents.conditions,
    ...labs.reports,
    ...labs.results,
    ...contents.daily.map(({ entry }) => entry),
  ];
  return [
    composition,
    cast.patient,
    ...spokenFor(cast, [composition, ...told]),
    ...told,
    provenanceOf(scene, cast, composition, timestamp),
  ];
}

/** A document holds who and what its parts refer to, and nobody else. */
function spokenFor(cast: Cast, entries: readonly Entry[]): Entry[] {
  const { caregiver, preparer, ring, otherDevice, software } = cast;
  const text = JSON.stringify(
    entries.map(({ resource: { author, performer, device } }) => [author, performer, device]),
  );
  return [software, preparer, caregiver, ring, otherDevice]
    .filter((entry) => entry !== undefined)
    .filter((entry) => text.includes(JSON.stringify(referenceTo(entry))));
}
