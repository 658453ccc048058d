import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findingsReportSchema } from '../../src/domain/finding.ts';
import { addDays, dayInZone } from '../../src/shared/day.ts';
import { bell } from '../support/analysis-input.ts';
import { finished, household, rounds, startRounds, waitForLine, withQueue } from '../support/cli.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

const temp = setTempDirectory();
const days = 200;
const lastDay = addDays(dayInZone(new Date(), 'Europe/London'), -1);
/** What the script of the guide sends, of two hundred mornings: from the 180th on readiness is twenty lower. */
const observations = Array.from({ length: days }, (_, index) => ({
  metric: {
    slug: 'oura-readiness',
    label: 'Oura readiness score',
    unit: 'score',
    aggregationHint: 'avg',
  },
  value: Math.round((index < 180 ? 80 : 60) + 4 * bell(index, 1)),
  occurredAt: `${addDays(lastDay, index + 1 - days)}T00:00:00Z`,
}));

it('takes observations from a script while it serves, and tells what changed in them', async () => {
  const house = await withQueue(household(temp()));
  const profile = join(house.directory, 'profile.json');
  writeFileSync(profile, JSON.stringify({ timezone: 'America/New_York', birthYear: 1956 }));
  expect((await rounds(house, 'import', profile, '--person', 'edith')).code).toBe(0);
  const server = startRounds(house, ['serve']);
  const ended = finished(server);
  const [, url] = await waitForLine(server, /rounds is at (\S+)/);
  const pushed = await fetch(`${url}/api/memory/metrics/observations/bulk`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'x-api-key': 'petals-yourkey' },
    body: JSON.stringify(observations),
  });
  expect(pushed.status).toBe(202);
  const answer = await pushed.json();
  expect(answer).toEqual({ jobId: expect.any(String), accepted: days, rejected: [] });
  const state = async () => (await fetch(`${url}/api/memory/metrics/jobs/${answer.jobId}`)).json();
  await expect.poll(state, { timeout: 20_000 }).toEqual({ jobId: answer.jobId, state: 'completed' });
  server.kill('SIGTERM');
  const { stderr } = await ended;
  expect(stderr).not.toContain('readiness');

  const told = await rounds(house, 'analyze', '--person', 'edith', '--as-of', addDays(lastDay, 1), '--json');
  const report = findingsReportSchema.parse(JSON.parse(told.stdout));
  const [metric] = report.customMetrics ?? [];
  expect(metric).toMatchObject({
    slug: 'custom:oura-readiness',
    label: 'Oura readiness score',
    unit: 'score',
  });
  const shift = report.findings.find(({ kind }) => kind === 'shift');
  expect(shift).toMatchObject({
    metric: 'custom:oura-readiness',
    direction: 'down',
    onset: addDays(lastDay, -19),
  });
  const after = observations.slice(180).map(({ value }) => value);
  const mean = Math.round(after.reduce((sum, value) => sum + value, 0) / after.length);
  expect(shift?.summary).toContain(`Oura readiness score averaged ${mean} over the last 20 days`);
}, 60_000);
