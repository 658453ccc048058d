/** Where the master key comes from, without it. */
export type KeySource =
  | { readonly kind: 'value' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command' };

export function keySourceText(source: KeySource): string {
  if (source.kind === 'file') return source.path;
  return source.kind === 'value' ? 'ROUNDS_MASTER_KEY' : 'ROUNDS_KEY_COMMAND';
}
