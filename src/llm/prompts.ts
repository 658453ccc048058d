import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../shared/errors.ts';
import { contentHash } from '../shared/ids.ts';

/** Every variable a prompt may declare, and where its value comes from: the agent and the answer's shape. */
export const promptVariables = ['title', 'maxPoints'] as const;
export type PromptVariable = (typeof promptVariables)[number];
export type PromptValues = Readonly<Record<PromptVariable, string>>;

export interface Prompt {
  readonly file: string;
  /** Of the templates, not of the filled text: the version of the prompt. */
  readonly hash: string;
  fill(values: PromptValues): string;
}

/** Every agent's own prompt is followed by these two. */
const sharedFiles = ['shared-safety.md', 'shared-evidence.md'] as const;

/** Reads and checks at start: a prompt with a misspelt variable must not wait for the night to fail. */
export function loadPrompt(
  directory: string,
  file: string,
  followedBy: readonly string[] = sharedFiles,
): Prompt {
  const parts = [file, ...followedBy].map((name) => readTemplate(directory, name));
  const template = parts.join('\n\n');
  return {
    file,
    hash: contentHash(parts),
    fill: (values) =>
      template.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => values[name as PromptVariable]),
  };
}

function readTemplate(directory: string, file: string): string {
  let source: string;
  try {
    source = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    throw new ConfigError(`The prompt file ${file} cannot be read.`);
  }
  const match = /^<!-- variables: \[([^\]]*)\] -->\n([\s\S]*)$/.exec(source);
  if (match === null) throw new ConfigError(`The prompt file ${file} must begin with its list of variables.`);
  const declared = (match[1] ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));
  const body = (match[2] ?? '').trim();
  checkVariables(file, declared, body);
  return body;
}

function checkVariables(file: string, declared: readonly string[], body: string): void {
  const used = new Set([...body.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map((found) => found[1] ?? ''));
  for (const name of used) {
    if (!declared.includes(name)) throw new ConfigError(`${file} uses the undeclared variable "${name}".`);
    if (!body.includes(`{{${name}}}`))
      throw new ConfigError(`${file} must write {{${name}}} without spaces.`);
  }
  for (const name of declared) {
    if (!promptVariables.some((known) => known === name)) {
      throw new ConfigError(`${file} declares the unknown variable "${name}".`);
    }
    if (!used.has(name)) throw new ConfigError(`${file} declares "${name}" and does not use it.`);
  }
}
