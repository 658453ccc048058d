/** Years a record of somebody's health can speak of: a year 0026 is a slip, and would stretch every series to it. */
export function isRecordDay(day: string): boolean {
  return day >= '1900-01-01' && day <= '2099-12-31';
}

export const OUTSIDE_RECORD_YEARS = 'is outside the years 1900 to 2099';
