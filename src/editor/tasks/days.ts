// Days and weeks of this machine's zone. All moments are milliseconds since the epoch.

export function startOfDay(moment: number): number {
  return new Date(moment).setHours(0, 0, 0, 0);
}

/** Weeks begin on Monday (ISO 8601), in Indonesia as well. */
export function startOfWeek(moment: number): number {
  const day = new Date(startOfDay(moment));
  return daysFrom(day.getTime(), -((day.getDay() + 6) % 7));
}

/** The same time of day, so many days later: a day is not always 24 hours. */
export function daysFrom(moment: number, days: number): number {
  const date = new Date(moment);
  return date.setDate(date.getDate() + days);
}

/** How many midnights lie between two moments; negative where the second is the earlier. */
export function midnightsBetween(from: number, to: number): number {
  return Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000);
}

/** The time format of the API's filters, in UTC (mileapp-api.md, §3.2). */
export function apiTime(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', ' ');
}
