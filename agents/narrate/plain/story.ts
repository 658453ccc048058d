import type { Finding } from '../../../src/domain/finding.ts';
import type { Scene } from '../scene.ts';
import { companions, inOrder, joinWithin } from '../story.ts';
import { accompanyPlain, narratePlain } from './finding.ts';

/** The same findings as the talking point tells, for the patient. Its claims are those of the talking point. */
export function narrateStoryPlain(findings: readonly Finding[], scene: Scene): string {
  const told = inOrder(findings);
  const [lead] = told;
  if (lead === undefined) throw new RangeError('A story needs at least one finding.');
  return joinWithin([
    narratePlain(lead, scene),
    ...companions(told, lead).map((finding) => accompanyPlain(finding, lead, scene)),
  ]);
}
