import { shownText } from './shownText';

/**
 * `$` as well: n8n puts texts into the page of a form by String.replace, for which `$&` has a meaning. And `{`: an early n8n 2 (seen in
 * 2.0.3) evaluates what stands in double braces in the HTML of a form.
 */
const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
	$: '&#36;',
	'{': '&#123;',
};

/** A text as HTML that shows it, and is no markup. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"'${]/g, (character) => ENTITIES[character]);
}

/** A text of another source as HTML: on one line, cut where it is too long, invisible characters as codes. */
export function shownHtml(value: unknown): string {
	return escapeHtml(shownText(value));
}

/** A table; the cells are HTML already. */
export function htmlTable(
	heads: readonly string[],
	rows: ReadonlyArray<readonly string[]>,
): string {
	const row = (tag: string, cells: readonly string[]): string =>
		`<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
	return `<table>${row('th', heads)}${rows.map((cells) => row('td', cells)).join('')}</table>`;
}
