import { ConfigError } from '../shared/errors.ts';

export function webUrl(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new ConfigError(`${name} is not an http(s) address.`);
  return text.replace(/\/+$/, '');
}
