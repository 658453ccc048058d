import { leftOutSecrets, leftOutTables } from './tables.ts';

/** For somebody who opens the ZIP years from now, with another program or none. */
export function readme(slug: string): string {
  const leftOut = [leftOutSecrets, ...Object.values(leftOutTables)].map((line) => `- ${line}`).join('\n');
  return `${introduction(slug)}\n${files}\n## What is not in here\n\n${leftOut}\n`;
}

function introduction(slug: string): string {
  return `# Everything that rounds keeps of "${slug}"

All of it is as it stood at one moment. Nothing in here is encrypted: whoever has this file can read it.

To take it in again, into rounds on this or another machine:

    rounds import THIS-FILE.zip --person NAME

That brings back the profile, the check-ins, the documents of Oura, the days of Apple Health and the person's own
metrics; daily values are computed from them, rounds and pages are made anew. The histories (who knew what when) are for
reading only.

Text is UTF-8. Days are YYYY-MM-DD as the calendar of the person's time zone had them; times are ISO 8601 in UTC unless a
source wrote them otherwise. \`.json\` is JSON, \`.jsonl\` is one JSON object a line, \`.csv\` has commas and a header line.
`;
}

const files = `## What the person said

\`profile.json\` — the profile as it stands: \`timezone\`, \`birthYear\`, \`country\`, \`displayName\` and \`preparedBy\` (as they stand on
what is taken along), and lists of \`conditions\`, \`allergies\`,
\`medications\` (each with its \`events\`: start, dose, timing, stop), \`adherence\` (single doses taken or missed), \`labs\`,
\`appointments\` (with \`questions\`), \`events\`, \`cycle\`, \`notes\`, \`goals\` and \`visits\` (what came of them).

\`profile-history.json\` — every version of every entry: \`kind\`, \`value\`, \`recordedAt\` (when it was written down) and
\`supersededAt\` (when something newer took its place or it was withdrawn; absent for what stands).

\`check-ins.json\`, \`check-ins.csv\` — the morning answers in force: \`day\`, \`reporter\` (self or caregiver), \`mood\`, \`energy\`,
\`fatigue\`, \`pain\` from 0 to 10, \`symptoms\` and \`notes\` in the person's words. What was not answered is absent.

\`check-in-history.json\` — the same with every earlier version: \`revision\` counts from 1, \`recordedAt\` is when it was told.
A version without any answer is a check-in that was withdrawn.

\`contact.json\` — where the person is told that there is something to read.

## What was measured

\`daily.csv\` — one line a value: \`day\`, \`metric\`, \`value\`, \`unit\`, \`source\` (oura, apple-health, check-in, or own for
metrics the person named). Clock times are minutes from midnight, negative before it.

\`raw/oura/COLLECTION.json\` — the documents of Oura as they stand, byte for byte as Oura wrote them, in the list \`data\`.
\`raw/apple-health/daily.json\` — what the Health export told of each day, in \`data\`: \`day\` and \`body\` (\`metrics\`, each with
\`value\`, number of \`samples\` and kind of \`source\`).
\`raw/custom/custom-metric.json\` — the person's own metrics: \`slug\`, \`label\`, \`unit\`, \`aggregationHint\` (how the observations
of a day become one value). \`raw/custom/metric-SLUG.json\` — their observations: \`slug\`, \`value\`, \`occurredAt\`.

\`raw-versions/…\` — every version of every document, one a line: \`documentId\`, \`revision\` (from 1), \`day\`, \`recordedAt\`,
\`isCurrent\`; where another took its place, \`text\` holds its bytes. A document that was deleted at Oura has a last version
that says so and is not in \`raw/\`.

\`connection.json\` — how the connection to Oura stands: \`oura\` (\`state\`, \`permissions\`; null when there is none), \`fetched\`
(how far each collection was fetched) and \`announcements\` (what Oura announced lately). No token.

## What was made of it

\`rounds.json\` — every look at the numbers: \`id\`, \`slot\` (what it was for), \`asOf\` (the last day it knew), \`state\`, times,
\`steps\`, and what language models took for it (\`usage\`).

\`findings/DAY-KIND-ROUND.json\` — what the numbers say: \`engine\` and \`dataHash\` (which rules, on which data), and the
\`report\` with its \`findings\`, each with metric, days, sizes and certainty.

\`interpretations/DAY-KIND-ROUND.json\` — what each specialist and the coordinator put into words, with the findings every
claim rests on; \`wording\` says which model, if any.

\`pages/DAY-KIND-ROUND.json\` — the talking points as they were shown.

\`digests/SUNDAY.json\` — what each week brought.

\`red-flags.json\` — what was raised as urgent: the \`rule\`, its \`message\`, the \`day\`, and what was \`seen\`.

\`notifications.json\` — what was told over which channel: \`kind\`, \`about\` (id of a round or red flag, or last day of a week),
\`channel\`, \`state\`, times.

\`announcements.json\` — of each night, whether there was a reason to tell of its page, and which.

\`shared-links.json\` — links under which a page was shared: for which page, times, and when it was opened. Not the address.

\`model-answers.json\` — answers of language models of the last 30 days, kept so that nothing is asked twice.

## How to check it

\`manifest.json\` — version of the program, whose data it is, and of each other file its \`name\`, \`bytes\`, number of records
(\`rows\`) and \`sha256\`.
`;
