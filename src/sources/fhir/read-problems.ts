import { allergySchema, conditionSchema } from '../../domain/profile.ts';
import { describeIssues } from '../files/issue.ts';
import { hasCode, readConcept, wordsOf } from './concept.ts';
import { sinceAt } from './dates.ts';
import type { ReadResource } from './read-resource.ts';
import type { Resource } from './resources.ts';
import { type Json, objectAt, objectsAt, textAt } from './values.ts';

const NOTHING: ReadResource = { entries: [], faults: [] };
const over = new Set(['inactive', 'remission', 'resolved']);
const unfounded = new Set(['entered-in-error', 'refuted']);

/** A condition that lasts. What is over has no place in the profile: it knows a beginning and no end. */
export function readCondition({ body }: Resource): ReadResource {
  if (!isStanding(body)) return NOTHING;
  const name = wordsOf(readConcept(objectAt(body, 'code')));
  if (name === undefined) return NOTHING;
  const parsed = conditionSchema.safeParse({ name, since: sinceAt(body) });
  return parsed.success
    ? { entries: [{ kind: 'condition', value: parsed.data }], faults: [] }
    : { entries: [], faults: describeIssues(parsed.error, '') };
}

export function readAllergy({ body }: Resource): ReadResource {
  if (!isStanding(body)) return NOTHING;
  const name = wordsOf(readConcept(objectAt(body, 'code')));
  // "No known allergies" is written as an allergy.
  if (name === undefined || /^no (?:known|history)\b/i.test(name)) return NOTHING;
  const parsed = allergySchema.safeParse({ name, reaction: reactionOf(body), since: sinceAt(body) });
  return parsed.success
    ? { entries: [{ kind: 'allergy', value: parsed.data }], faults: [] }
    : { entries: [], faults: describeIssues(parsed.error, '') };
}

function isStanding(body: Json): boolean {
  return (
    !hasCode(readConcept(objectAt(body, 'clinicalStatus')), over) &&
    !hasCode(readConcept(objectAt(body, 'verificationStatus')), unfounded)
  );
}

function reactionOf(body: Json): string | undefined {
  const words = objectsAt(body, 'reaction').flatMap(
    (reaction) =>
      objectsAt(reaction, 'manifestation')
        .map((manifestation) => wordsOf(readConcept(manifestation)))
        .find((said) => said !== undefined) ??
      textAt(reaction, 'description') ??
      [],
  );
  return words.length === 0 ? undefined : [...new Set(words)].join(', ');
}
