import { join } from 'node:path';
import fc from 'fast-check';
import { loadKnowledge } from '../../knowledge/load-knowledge.ts';
import { checkInSchema } from '../../src/domain/check-in.ts';
import { profileEntrySchemas } from '../../src/domain/profile.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { readFile } from '../../src/sources/files/read-file.ts';
import { HEAD_BYTES, isListOfDocuments } from '../../src/sources/files/recognise.ts';
import { spoilt } from './mutate.ts';
import { checkInFiles, checkInJsonFiles, fhirFiles, labFiles, ouraFiles, profileFiles } from './samples.ts';
import { checkDocuments, checkRefusals, expectTrue } from './sound.ts';
import { type Target, target } from './target.ts';

const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));

function checkFile(bytes: Uint8Array): void {
  isListOfDocuments(bytes.subarray(0, HEAD_BYTES));
  const file = readFile('folder/some file.txt', bytes, knowledge);
  checkRefusals(file.refusals);
  if (file.kind === 'oura') checkDocuments(file.documents);
  if (file.kind === 'check-ins') {
    for (const checkIn of file.checkIns) {
      expectTrue(checkInSchema.safeParse(checkIn).success, 'a check-in is not as the domain has it');
    }
  }
  if (file.kind === 'profile' || file.kind === 'labs' || file.kind === 'fhir') {
    for (const { kind, value } of file.entries) {
      expectTrue(profileEntrySchemas[kind].safeParse(value).success, `a ${kind} is not as the domain has it`);
      if (kind === 'lab') expectTrue(Number.isFinite(value.value), 'a result is no finite number');
    }
  }
}

const samples = {
  'check-ins as a table': checkInFiles,
  'check-ins as JSON': checkInJsonFiles,
  profile: profileFiles,
  'laboratory table': labFiles,
  FHIR: fhirFiles,
};

export const fileTargets: readonly Target[] = [
  ...Object.entries(samples).map(([name, files]) => target(name, spoilt(files), checkFile)),
  target('file of any kind', spoilt([...Object.values(samples).flat(), ...ouraFiles]), checkFile),
  target('any text', fc.string({ unit: 'binary', maxLength: 300 }), (text) => checkFile(Buffer.from(text))),
  target('any JSON', fc.json(), (text) => checkFile(Buffer.from(text))),
];
