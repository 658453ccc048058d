/** Control characters of an imported text must not steer the terminal. */
export function onOneLine(told: string): string {
  return told.replaceAll(/[\p{Cc}\p{Z}]+/gu, ' ');
}
