import { afterAll, beforeAll, describe } from 'vitest';
import { describeHostileDays } from '../support/oura/hostile-days.ts';
import { describeOrdinaryDays } from '../support/oura/ordinary-days.ts';
import { describeRefusals } from '../support/oura/refusals.ts';
import { describeTenYears } from '../support/oura/ten-years.ts';
import { describeTwoWorkers } from '../support/oura/two-workers.ts';
import { describeWaitingForTheNight } from '../support/oura/waiting-for-the-night.ts';
import { describeWithService } from '../support/services/available.ts';
import { setStore } from '../support/stores/stage.ts';
import { type DatabaseSite, emptiedSite, postgresSite, scratchSite } from '../support/test-database.ts';

describe('syncing with Oura', () => {
  const store = setStore(scratchSite);
  describe('day by day', () => describeOrdinaryDays(store));
  describe('with a hostile cloud', () => describeHostileDays(store));
  describe('what is refused', () => describeRefusals(store));
  describe('two workers', () => describeTwoWorkers(store));
  describe('ten years', () => describeTenYears(store));
  describe('the last night', () => describeWaitingForTheNight(store));
});

describeWithService('postgres', 'syncing with Oura on PostgreSQL', (location) => {
  let site: DatabaseSite | undefined;
  beforeAll(async () => {
    site = await postgresSite(location());
  });
  afterAll(() => site?.remove());
  const store = setStore(async () => {
    if (site === undefined) throw new Error('The database is there only while tests run.');
    return emptiedSite(site);
  });
  describe('two workers', () => describeTwoWorkers(store));
});
