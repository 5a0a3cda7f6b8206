/**
 * Calls that the same orders would need if it were known when there is something to read and nothing ever failed: pages of
 * 100 and details of 50 on both sides, creation by the hundred, and one write for each tracking number.
 */
export function leastCalls(created: number, tracked: number): number {
	const pages = created / 100 + tracked / 100;
	const details = created / 50 + tracked / 50 + tracked / 50;
	return Math.ceil(pages + details + created / 100 + tracked);
}
