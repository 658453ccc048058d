import { writeSync } from 'node:fs';

/** Loaded into a process before its program: at the end it tells, beside the output, what the process took. */
const USAGE_OUTPUT = 3;

process.on('exit', () => writeSync(USAGE_OUTPUT, JSON.stringify(process.resourceUsage())));
