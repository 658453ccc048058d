import { ensureBuilt, ensureInstalled } from './setup.mjs';

ensureInstalled();
ensureBuilt();

// `npm start` without a command means "do the job": the demo on a fresh machine, the server once there are people.
const args = process.argv.slice(2);
const named = args.some((argument) => !argument.startsWith('-')) || args.includes('--help');
if (!named) process.argv.splice(2, 0, 'start');
await import('../dist/src/main.js');
