#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../dist/src/main.js', import.meta.url);
if (existsSync(entry)) {
  await import(entry.href);
} else {
  process.stderr.write('rounds is not built yet. Run "npm start -- --help" once in its folder.\n');
  process.exitCode = 1;
}
