import type { NoticeChannel } from './channel.ts';
import { createMailChannel } from './mail-channel.ts';
import { readMailUrl } from './mail-url.ts';
import { createNtfyChannel } from './ntfy-channel.ts';
import { createPushChannel, type PushSettings } from './push/push-channel.ts';
import { createUrlChannel } from './url-channel.ts';

interface Addresses {
  readonly notifyUrl: string | undefined;
  readonly smtpUrl: string | undefined;
}

/** The ways in which people are told here; whom they reach, each of them knows. */
export function openChannels(
  { notifyUrl, smtpUrl }: Addresses,
  push?: Omit<PushSettings, 'contact'>,
): readonly NoticeChannel[] {
  const contact = smtpUrl === undefined ? undefined : readMailUrl(smtpUrl).from;
  return [
    ...(notifyUrl === undefined ? [] : [createUrlChannel(notifyUrl)]),
    ...(smtpUrl === undefined ? [] : [createMailChannel(smtpUrl)]),
    createNtfyChannel(),
    ...(push === undefined ? [] : [createPushChannel({ ...push, contact })]),
  ];
}
