import type { DeadJob, DeadJobInWhole } from '../queue/dead-jobs.ts';
import type { JobEntry } from '../queue/job-entry.ts';
import { oldestAgeMs, type QueueOverview, scheduleLagMs } from '../queue/overview.ts';
import { onOneLine } from './one-line.ts';

/** What the queue holds, in columns. */
export function overviewTable({ queues, schedules }: QueueOverview, now: Date): string {
  const rows = queues.map((facts) => [
    facts.queue,
    String(facts.waiting),
    String(facts.active),
    String(facts.delayed),
    String(facts.waitingForChildren),
    String(facts.dead),
    ageTold(oldestAgeMs(facts, now)),
  ]);
  const table = columns([['QUEUE', 'WAITING', 'ACTIVE', 'DELAYED', 'BLOCKED', 'DEAD', 'OLDEST'], ...rows]);
  const lag = scheduleLagMs(schedules, now);
  const next = schedules.nextAt === undefined ? '' : `, the next at ${timeTold(schedules.nextAt)}`;
  const late = lag > 0 ? `the most overdue is ${ageTold(lag)} late` : `none is late${next}`;
  return `${table}\n${schedules.count === 0 ? 'No schedules' : `${schedules.count} schedules: ${late}`}\n`;
}

export function jobsTable(jobs: readonly JobEntry[]): string {
  const rows = jobs.map((job) => [
    job.state,
    job.queue,
    job.name,
    job.agent ?? '',
    String(job.attempts),
    timeTold(job.dueAt ?? job.since),
    job.id,
  ]);
  return columns([['STATE', 'QUEUE', 'JOB', 'AGENT', 'TRIES', 'SINCE/DUE', 'ID'], ...rows]);
}

export function deadTable(jobs: readonly DeadJob[]): string {
  return jobs
    .map(
      ({ id, name, agent, since, attempts, reason }) =>
        `${timeTold(since)}  ${agent === undefined ? name : `${name} (${agent})`}, ${attempts} ${attempts === 1 ? 'try' : 'tries'}: ${onOneLine(reason)}\n  ${id}\n`,
    )
    .join('');
}

export function deadInWhole(job: DeadJobInWhole): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Job', job.name],
    ['Queue', job.queue],
    ['Id', job.id],
    ['Reason', job.reason],
    ['Error', job.error],
    ['Tries', `${job.attempts} (begun ${job.starts} times)`],
    ['Added', timeTold(job.addedAt)],
    ['First try', job.firstTryAt && timeTold(job.firstTryAt)],
    ['Failed', timeTold(job.since)],
    ['Payload', JSON.stringify(job.payload)],
  ];
  return lines
    .flatMap(([label, value]) => (value === undefined ? [] : [`${label.padEnd(10)}${onOneLine(value)}\n`]))
    .join('');
}

function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ');
  return `${rows.map((row) => line(row).trimEnd()).join('\n')}\n`;
}

function timeTold(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`;
}

function ageTold(milliseconds: number): string {
  if (milliseconds === 0) return '-';
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes === 0) return `${Math.ceil(milliseconds / 1_000)} s`;
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
