import { describe, expect, it } from 'vitest';
import { areBrowserKeys, encryptPush } from '../../../../src/notify/push/encrypt-push.ts';

/** RFC 8291, section 5 and Appendix A. */
const browser = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const drawn = {
  privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
  salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
};
const plain = Buffer.from('When I grow up, I want to be a watermelon');
const sealed =
  'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml' +
  'mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT' +
  'pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';

describe('the encryption of a push message', () => {
  it('gives the example of RFC 8291', () => {
    expect(encryptPush(browser, plain, drawn).toString('base64url')).toBe(sealed);
  });

  it('is another one each time', () => {
    expect(encryptPush(browser, plain)).not.toEqual(encryptPush(browser, plain));
  });

  it('knows keys that nothing could be encrypted for', () => {
    expect(areBrowserKeys(browser)).toBe(true);
    expect(areBrowserKeys({ ...browser, auth: 'BTBZMqHH6r4Tts7J_aSI' })).toBe(false);
    expect(areBrowserKeys({ ...browser, p256dh: browser.auth })).toBe(false);
    const noPoint = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]).toString('base64url');
    expect(areBrowserKeys({ ...browser, p256dh: noPoint })).toBe(false);
  });
});
