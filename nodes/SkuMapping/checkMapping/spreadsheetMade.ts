const MONTH =
	'(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin|juil|août|sept|déc|mär|okt|dez|ene|abr|ago|dic|fev|set|out|gen|mag|giu|lug|ott)\\.?';

/** What a spreadsheet makes of `3-5`: `5-Mar`, `Mar-05`, `3月5日`, `2026/3/5`, `2026-03-05 00:00:00`. */
const DATE = new RegExp(
	`^(?:\\d{1,2}-${MONTH}|${MONTH}-\\d{1,2}|\\d{1,2}月\\d{1,2}日|(?:19|20)\\d{2}年\\d{1,2}月(?:\\d{1,2}日)?|(?:19|20)\\d{2}([-/])\\d{1,2}\\1\\d{1,2}(?:[T ]\\d{2}:\\d{2}.*)?|\\d{1,2}/\\d{1,2}/(?:19|20)\\d{2})$`,
	'iu',
);
/** What a program makes of `123`. */
const DECIMAL = /^\d+\.0$/;

/** What a spreadsheet or program may have made of a SKU: "a date" or "a number with decimals"; undefined for other texts. */
export function spreadsheetMade(text: string): string | undefined {
	if (DATE.test(text)) return 'a date';
	return DECIMAL.test(text) ? 'a number with decimals' : undefined;
}
