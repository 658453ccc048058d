export type CheckState = 'ok' | 'warning' | 'problem';

/** One thing that was looked at, in a line; `todo` says what to do about it. */
export interface Check {
  readonly group: string;
  readonly name: string;
  readonly state: CheckState;
  readonly found: string;
  readonly todo?: string;
}

/** The three ways a check of one group can end. */
export function checksOf(group: string) {
  return {
    ok: (name: string, found: string): Check => ({ group, name, state: 'ok', found }),
    warning: (name: string, found: string, todo: string): Check => ({
      group,
      name,
      state: 'warning',
      found,
      todo,
    }),
    problem: (name: string, found: string, todo: string): Check => ({
      group,
      name,
      state: 'problem',
      found,
      todo,
    }),
  };
}
