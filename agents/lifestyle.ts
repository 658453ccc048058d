import { findingKinds } from '../src/domain/finding.ts';
import { specialist } from './specialist.ts';

/** Speaks of habits and of what happens in a life: food, drink, travel, days that were unlike others. */
export const lifestyle = specialist({
  id: 'lifestyle',
  title: 'Lifestyle specialist',
  reads: { kinds: findingKinds, sections: ['events', 'appointments'] },
  readsMornings: true,
  prompt: 'lifestyle.md',
});
