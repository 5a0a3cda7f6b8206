/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
	if (parts.length < 2) return parts.join('');
	return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

/** `1,234`. */
export function count(value: number): string {
	return value.toLocaleString('en-US');
}

/** What stays of a SKU or code when case and blanks do not count; for hints only (B65). */
export function withoutCaseAndBlanks(text: string): string {
	return text.toLowerCase().replace(/\s+/g, '');
}
