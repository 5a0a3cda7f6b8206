/** Case, outer blanks and the number of inner blanks do not tell carriers or providers apart; everything else does. */
export function normalizeName(text: string): string {
	return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
