export interface RequestLimit {
  readonly requests: number;
  readonly seconds: number;
}

export function requestLimit(text: string): RequestLimit | undefined {
  const [, requests, seconds] = /^(\d{1,7})\/(\d{1,5})$/.exec(text.trim()) ?? [];
  const limit = { requests: Number(requests), seconds: Number(seconds) };
  return limit.requests > 0 && limit.seconds > 0 ? limit : undefined;
}
