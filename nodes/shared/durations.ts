/** Seconds: the unit of TikTok Shop's times and of the triggers' state. */
export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Milliseconds: the unit of JavaScript's clock and of the times that are read from the OMS. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = MINUTE * SECOND_MS;
export const HOUR_MS = HOUR * SECOND_MS;
export const DAY_MS = DAY * SECOND_MS;
