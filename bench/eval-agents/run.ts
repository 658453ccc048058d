import { evalAgents } from './main.ts';

process.exitCode = await evalAgents(process.argv.slice(2), {
  environment: process.env,
  print: (text) => process.stdout.write(text),
  note: (text) => process.stderr.write(text),
});
