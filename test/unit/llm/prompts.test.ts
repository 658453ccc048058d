import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allAgents } from '../../../agents/registry.ts';
import { loadPrompt } from '../../../src/llm/prompts.ts';
import { ConfigError } from '../../../src/shared/errors.ts';

const shipped = fileURLToPath(new URL('../../../prompts', import.meta.url));
const values = { title: 'Sleep specialist', maxPoints: '6' };
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'prompts-'));
  write('shared-safety.md', '<!-- variables: [] -->\nSafe.');
  write('shared-evidence.md', '<!-- variables: [] -->\nGrounded.');
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(directory, name), text);
}

describe('loadPrompt', () => {
  it.each(allAgents.map((agent) => [agent.prompt]))('loads the shipped %s', (file) => {
    const prompt = loadPrompt(shipped, file);
    const text = prompt.fill(values);
    expect(text).toContain('You are the Sleep specialist');
    expect(text).toContain('What may not be said');
    expect(text).toContain('What a sentence must stand on');
    expect(text).not.toContain('{{');
    expect(prompt.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes its hash with any of its files', () => {
    write('a.md', '<!-- variables: [title] -->\nYou are {{title}}.');
    const first = loadPrompt(directory, 'a.md').hash;
    expect(loadPrompt(directory, 'a.md').hash).toBe(first);
    write('shared-safety.md', '<!-- variables: [] -->\nSafer.');
    expect(loadPrompt(directory, 'a.md').hash).not.toBe(first);
  });

  it.each([
    [
      'an undeclared variable',
      '<!-- variables: [] -->\n{{title}}',
      'a.md uses the undeclared variable "title"',
    ],
    [
      'an unknown variable',
      '<!-- variables: [titel] -->\n{{titel}}',
      'a.md declares the unknown variable "titel"',
    ],
    ['an unused variable', '<!-- variables: [title] -->\nHello', 'a.md declares "title" and does not use it'],
    ['no front matter', 'Hello', 'a.md must begin with its list of variables'],
  ])('refuses %s', (_what, text, message) => {
    write('a.md', text);
    expect(() => loadPrompt(directory, 'a.md')).toThrow(ConfigError);
    expect(() => loadPrompt(directory, 'a.md')).toThrow(message);
  });

  it('names a missing file', () => {
    expect(() => loadPrompt(directory, 'none.md')).toThrow('The prompt file none.md cannot be read.');
  });
});
