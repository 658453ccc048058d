import { describe } from 'vitest';
import { describeHostileDays } from '../support/oura/hostile-days.ts';
import { describeOrdinaryDays } from '../support/oura/ordinary-days.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

describe('syncing with Oura', () => {
  const store = setStore(sqliteSite);
  describe('day by day', () => describeOrdinaryDays(store));
  describe('with a hostile cloud', () => describeHostileDays(store));
});
