import { expect, it } from 'vitest';
import { nameBasedUuid } from '../../../src/shared/ids.ts';

it('makes the UUID that other programs make of a name', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, 'python.org'))"
  expect(nameBasedUuid(dns, 'python.org')).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d');
  // python3 -c "import uuid; print(uuid.uuid5(uuid.NAMESPACE_DNS, 'größe'))"
  expect(nameBasedUuid(dns, 'größe')).toBe('2ea9457d-e513-5521-a9bf-e7456b57cddd');
});
