/** A spreadsheet runs such text as a formula; East Asian ones accept the full-width signs too. */
const FORMULA = /^[=+\-@＝＋－＠]/;

/** Such text with an apostrophe in front, which marks it as text. */
const MARKED = /^'+[=+\-@＝＋－＠]/;

export function beginsLikeFormula(text: string): boolean {
	return FORMULA.test(text);
}

/**
 * Removes the apostrophe that marks text in a spreadsheet: `'=A` means `=A`. The export template writes it, and so does a
 * user whose SKU really begins like a formula.
 */
export function withoutTextMark(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	return MARKED.test(text) ? text.slice(1) : value;
}
