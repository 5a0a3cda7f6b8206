/** What kind of value stands where another one should, as the end of a sentence: "is missing", "is a text". */
export function kindWords(value: unknown): string {
	if (value === undefined) return 'is missing';
	if (value === null) return 'is null';
	if (Array.isArray(value)) return 'is a list';
	if (typeof value === 'string') return value === '' ? 'is an empty text' : 'is a text';
	if (typeof value === 'number') return 'is a number';
	if (typeof value === 'boolean') return 'is true or false';
	return 'is an object';
}
