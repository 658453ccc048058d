import { describe, expect, it } from 'vitest';
import { isPublicEndpoint, lookupPublic } from '../../../../src/notify/push/public-address.ts';

describe('the address of a push service', () => {
  it.each([
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://fcm.googleapis.com/fcm/send/abc',
    'https://web.push.apple.com/abc',
    'https://203.0.114.9/abc',
  ])('may be %s', (address) => {
    expect(isPublicEndpoint(address)).toBe(true);
  });

  it.each([
    'http://push.example.org/abc',
    'https://push.example.org:8443/abc',
    'https://user:word@push.example.org/abc',
    'https://localhost/abc',
    'https://rounds.localhost/abc',
    'https://nas/abc',
    'https://printer.local/abc',
    'https://router.home.arpa./abc',
    'https://127.0.0.1/abc',
    'https://2130706433/abc',
    'https://0x7f.1/abc',
    'https://10.1.2.3/abc',
    'https://172.20.0.1/abc',
    'https://192.168.1.1/abc',
    'https://169.254.169.254/latest',
    'https://[::1]/abc',
    'https://[::ffff:127.0.0.1]/abc',
    'https://[fd00::1]/abc',
    'https://[fe80::1]/abc',
    'file:///etc/passwd',
    'not an address',
  ])('is not %s', (address) => {
    expect(isPublicEndpoint(address)).toBe(false);
  });

  it('leads nowhere where the name stands for this machine', async () => {
    const found = await new Promise((resolve) => {
      lookupPublic('localhost', { all: true }, (error, addresses) => resolve([error?.message, addresses]));
    });
    expect(found).toEqual(['Not an address of the public network.', []]);
  });
});
