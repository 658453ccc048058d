import { coding, concept, type Entry, referenceTo, words } from './element.ts';
import type { Cast, Scene } from './scene.ts';
import { hl7, own } from './systems.ts';

/** The person told it or had it measured; the software put it together, from these data and no others. */
export function provenanceOf(
  { dossier: { page }, entry }: Scene,
  cast: Cast,
  target: Entry,
  recorded: string,
): Entry {
  const type = (code: string) => concept(undefined, coding(hl7('provenance-participant-type'), code));
  return entry(['provenance'], {
    resourceType: 'Provenance',
    target: [referenceTo(target)],
    recorded,
    agent: [
      { type: type('assembler'), who: referenceTo(cast.software) },
      { type: type('informant'), who: referenceTo(cast.patient) },
    ],
    entity: [
      {
        role: 'source',
        what: { identifier: { system: own('data-hash'), value: words(page.dataHash) } },
      },
    ],
  });
}
