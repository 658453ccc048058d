import type { Person } from '../../../db/stores/person-store.ts';
import type { Round } from '../../../db/stores/round-store.ts';
import type { Snapshot } from '../../../db/stores/snapshots.ts';
import { kindOfSlot } from '../slots.ts';
import { type ExportFile, jsonFile, listFile } from './export-file.ts';

/** What was computed and what was said of it, round by round; one of them is in memory at a time. */
export async function* readingFiles(snapshot: Snapshot, person: Person): AsyncGenerator<ExportFile> {
  const rounds = await snapshot.rounds.list(person);
  yield listFile('rounds.json', 'rounds', () => tellRounds(snapshot, rounds));
  for (const round of rounds) yield* filesOfRound(snapshot, person, round);
  for (const digest of await snapshot.digests.list(person)) {
    yield jsonFile(`digests/${digest.week.to}.json`, digest, 1);
  }
  const answers = await snapshot.modelAnswers.list(person);
  yield jsonFile('model-answers.json', { answers }, answers.length);
}

async function* tellRounds(snapshot: Snapshot, rounds: readonly Round[]): AsyncGenerator<string> {
  for (const { personId: _, ...round } of rounds) {
    const steps = await snapshot.steps.list(round.id);
    const usage = await snapshot.roundUsages.find(round.id);
    yield JSON.stringify({ ...round, steps, ...(usage && { usage }) });
  }
}

async function* filesOfRound(snapshot: Snapshot, person: Person, round: Round): AsyncGenerator<ExportFile> {
  const about = { roundId: round.id, asOf: round.asOf };
  const name = `${round.asOf}-${kindOfSlot(round.slot)}-${round.id}.json`;
  const findings = await snapshot.findings.find(person, round.id);
  if (findings !== undefined) yield jsonFile(`findings/${name}`, { ...about, ...findings }, 1);
  const interpretations = await snapshot.interpretations.listAll(person, round.id);
  if (interpretations.length > 0)
    yield jsonFile(`interpretations/${name}`, { ...about, interpretations }, interpretations.length);
  const page = await snapshot.pages.find(person, round.id);
  if (page !== undefined) yield jsonFile(`pages/${name}`, { ...about, page }, 1);
}
