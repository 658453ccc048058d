import type { z } from 'zod';
import { printable } from './text.ts';

type Issue = z.core.$ZodIssue;

/** Where a validation failed and what is expected there, without a word of what stood there. */
export function describeIssues(
  error: z.ZodError,
  prefix: string,
): { path: readonly PropertyKey[]; field: string; reason: string }[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: issue.path, field: fieldOf(prefix, issue.path), reason: reasonOf(issue) }];
    }
    return issue.keys.map((key) => ({
      path: issue.path,
      field: fieldOf(prefix, [...issue.path, printable(key)]),
      reason: 'is not a known field',
    }));
  });
}

function fieldOf(prefix: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`;
    return field === '' ? String(part) : `${field}.${String(part)}`;
  }, prefix);
}

/** Our schemas' own words stand; the library's are put plainly. Neither quotes the input. */
function reasonOf(issue: Issue): string {
  if (!/^(Too |Invalid |Unrecognized )/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `must be ${wordFor(issue.expected)}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? 'is too long' : `must be at most ${issue.maximum}`;
    default:
      return 'is not as expected';
  }
}

function wordFor(expected: string): string {
  const words: Record<string, string> = {
    array: 'a list',
    int: 'a whole number',
    object: 'an object',
    string: 'text',
  };
  return words[expected] ?? `a ${expected}`;
}
