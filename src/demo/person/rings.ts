import { addDays } from '../../shared/day.ts';
import { documentId } from './ids.ts';
import type { PersonDocument, Scene } from './scene.ts';

/** The ring in use and the one before it, whose beginning the vendor has forgotten. */
export function buildRings({ seed, firstDay }: Scene): PersonDocument[] {
  return [
    {
      id: documentId(seed, 'ring_configuration', 'old'),
      color: 'silver',
      design: 'heritage',
      firmware_version: '2.9.18',
      hardware_type: 'gen3',
      set_up_at: '1970-01-01T00:00:00+00:00',
      size: 8,
    },
    {
      id: documentId(seed, 'ring_configuration', 'current'),
      color: 'brushed_silver',
      design: null,
      firmware_version: '3.2.7',
      hardware_type: 'gen4',
      set_up_at: `${addDays(firstDay, -30)}T10:12:44+00:00`,
      size: 8,
    },
  ];
}
