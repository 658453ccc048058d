import { plainText } from './plain-text.ts';
import type { PageNews } from './urgent.ts';
import { longDay } from './values.ts';
import type { ShareBlock } from './view.ts';

/** The address is a key to the page: where its code can be drawn only its host is spelled out. */
export function shareBlocks({ share }: PageNews): ShareBlock[] {
  if (share === undefined || !URL.canParse(share.url)) return [];
  const { host, protocol, href } = new URL(share.url);
  if (protocol !== 'https:' && protocol !== 'http:') return [];
  const until = longDay(share.expiresAt.slice(0, 10));
  return [{ kind: 'share', url: href, text: `This page online, at ${plainText(host)}, until ${until}.` }];
}
