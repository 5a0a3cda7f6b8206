/** Errors that end in neither `!` nor `?`, of Excel in the languages of its users and of LibreOffice. */
const ERRORS = new Set([
	'#N/A',
	'#N/D',
	'#NV',
	'#N/B',
	'#I/T',
	'#YOK',
	'#Н/Д',
	'#НД',
	'#SAKNAS',
	'#PUUTTUU',
	'#HIÁNYZIK',
	'#GETTING_DATA',
	'#PRÁZDNÝ',
	'#無し',
]);

/** `#REF!`, `#NAME?`, `#DIV/0!`, and the same in any language: `#¡REF!`, `#WERT!`, `#ССЫЛКА!`. */
const ERROR = /^#[¡¿]?[\p{L}_/0 ]{2,30}[!?]$/u;

/** LibreOffice: `Err:502`. */
const NUMBERED = /^Err:\d{3}$/i;

/** Shown where a column is too narrow for a number. */
const TOO_NARROW = /^#{3,}$/;

/** Whether a cell holds an error of a spreadsheet, or the signs that it shows in place of a value. */
export function isSpreadsheetError(text: string): boolean {
	if (text[0] !== '#') return NUMBERED.test(text);
	return ERRORS.has(text.toUpperCase()) || ERROR.test(text) || TOO_NARROW.test(text);
}
