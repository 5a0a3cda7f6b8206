/** The middle value; of an even number of values the upper one of the middle. */
export function median(values: readonly number[]): number {
	return percentile(values, 50);
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const at = Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100));
	return sorted[at] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 100) / 100;
