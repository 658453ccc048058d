import type { Page } from '../../src/domain/page.ts';
import type { PageMedicine, PageRecord } from '../../src/domain/page-record.ts';
import { addDays } from '../../src/shared/day.ts';

const MEDICINES = 8;
const LABS = 20;

/** As much beside the findings as a chronically ill person's record holds. */
export function fullRecord({ window, charts }: Page): PageRecord {
  const usual = charts.flatMap(({ metric, band }) =>
    band === undefined ? [] : [{ metric, ...band, values: 90 }],
  );
  return {
    name: 'A Person',
    preparedBy: 'a relative',
    checkInDays: [{ reporter: 'self', days: 80 }],
    changes: [],
    usual,
    conditions: [{ name: 'High blood pressure', since: '2019' }],
    allergies: [{ name: 'Penicillin' }],
    medicines: Array.from({ length: MEDICINES }, (_, place) => medicineAt(place, window.from)),
    symptoms: {
      scores: usual
        .slice(0, 3)
        .map((range) => ({ metric: range.metric, median: range.high, days: 13, usual: range })),
      told: Array.from({ length: 10 }, (_, place) => ({
        text: `tired in the morning ${place + 1}`,
        days: 12 - place,
        first: window.from,
        last: window.to,
        reporters: ['self' as const],
      })),
    },
    labs: Array.from({ length: LABS }, (_, place) => ({
      day: addDays(window.from, place),
      analyte: `Analyte ${place + 1}`,
      value: place,
      unit: 'mmol/L',
      low: 1,
      high: 10,
      range: 'within' as const,
    })),
    goals: [],
  };
}

function medicineAt(place: number, from: Page['window']['from']): PageMedicine {
  const began = addDays(from, -400);
  const changed = addDays(from, 30 + place);
  const periods =
    place < 2
      ? [
          { from: began, to: changed, dose: '10 mg', time: '08:00' },
          { from: changed, to: undefined, dose: '20 mg', time: '08:00' },
        ]
      : [{ from: began, to: undefined, dose: '10 mg', time: '08:00' }];
  return { name: `Medicine ${place + 1}`, asNeeded: place === MEDICINES - 1, periods, since: began };
}
