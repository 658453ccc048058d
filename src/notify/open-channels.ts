import type { NoticeChannel } from './channel.ts';
import { createMailChannel } from './mail-channel.ts';
import { createNtfyChannel } from './ntfy-channel.ts';
import { createUrlChannel } from './url-channel.ts';

/** The ways in which people are told here; whom they reach, each of them knows. */
export function openChannels(addresses: {
  readonly notifyUrl: string | undefined;
  readonly smtpUrl: string | undefined;
}): readonly NoticeChannel[] {
  const { notifyUrl, smtpUrl } = addresses;
  return [
    ...(notifyUrl === undefined ? [] : [createUrlChannel(notifyUrl)]),
    ...(smtpUrl === undefined ? [] : [createMailChannel(smtpUrl)]),
    createNtfyChannel(),
  ];
}
