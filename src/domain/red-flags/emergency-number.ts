const numbers: Readonly<Record<string, string>> = { GB: '999', US: '911' };

export function emergencyNumberFor({
  country,
  timezone,
}: {
  readonly country?: string | undefined;
  readonly timezone: string;
}): string {
  return numbers[country ?? (timezone === 'Europe/London' ? 'GB' : '')] ?? '112';
}
