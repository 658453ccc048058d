import { parseWallTime } from '../oura/timestamp.ts';

/** `2024-03-01 23:10:05 +0100`, as Apple prints every date. */
const LENGTH = 25;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** No clock on earth is further from UTC. */
const MOST_OFFSET_SECONDS = 14 * 3600;

/**
 * Seconds from 1970 on the wall clock that the text shows; NaN when it shows none. By hand, because two dates a
 * record are a good part of the work on a file of gigabytes.
 */
export function readWallSeconds(text: string): number {
  if (!isPrintedByApple(text)) return parseWallTime(withoutGap(text))?.seconds ?? Number.NaN;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  if (!(month >= 1 && month <= 12 && day >= 1 && hours < 24 && minutes < 60 && seconds < 60)) {
    return Number.NaN;
  }
  if (day > (MONTH_DAYS[month - 1] as number) || (month === 2 && day === 29 && !isLeap(year))) {
    return Number.NaN;
  }
  return daysBefore(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

/** How far that clock is ahead of UTC, in seconds; NaN when the text does not say. */
export function readOffsetSeconds(text: string): number {
  if (!isPrintedByApple(text)) {
    const offset = parseWallTime(withoutGap(text))?.offsetSeconds;
    return offset === undefined || Math.abs(offset) > MOST_OFFSET_SECONDS ? Number.NaN : offset;
  }
  const minutes = twoDigits(text, 23);
  const size = twoDigits(text, 21) * 3600 + minutes * 60;
  if (!(size <= MOST_OFFSET_SECONDS && minutes < 60)) return Number.NaN;
  return text.charCodeAt(20) === 45 ? -size : size;
}

function isPrintedByApple(text: string): boolean {
  if (text.length !== LENGTH) return false;
  const sign = text.charCodeAt(20);
  return (
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 32 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58 &&
    text.charCodeAt(19) === 32 &&
    (sign === 43 || sign === 45)
  );
}

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01. Years are counted from March, so that the leap day is the last of its year. */
function daysBefore(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const months = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + Math.floor((153 * months + 2) / 5) + day - 719_469;
}

function withoutGap(text: string): string {
  return text.replace(/ (?=[+-]\d{2}:?\d{2}$|Z$)/, '');
}
