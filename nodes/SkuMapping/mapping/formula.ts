/** Such text runs as a formula when a table that holds it is opened in a spreadsheet; East Asian ones take the wide signs too. */
const FORMULA = /^[=+\-@＝＋－＠]/;

/** What marks such text as text: one apostrophe more than the text itself begins with. */
const MARKED = /^'+[=+\-@＝＋－＠]/;

export function beginsLikeFormula(text: string): boolean {
	return FORMULA.test(text);
}

/**
 * The text that a cell of a spreadsheet means: `'=A` is `=A`. The export writes it so; whoever fills in a SKU that really
 * begins like a formula does the same.
 */
export function withoutTextMark(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const text = value.trim();
	return MARKED.test(text) ? text.slice(1) : value;
}
