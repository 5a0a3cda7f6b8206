/** Gives ids in a row: a fixed prefix and a counter, as decimal strings above 2^53 (TikTok Shop API §7, 64-bit ids). */
export class IdSequence {
	private last: number;

	/**
	 * @param prefix  leading digits that tell the kinds of ids apart
	 * @param length  total number of digits
	 * @param step    distance between neighbours, so that ids do not look like a count
	 */
	constructor(
		private readonly prefix: string,
		private readonly length: number,
		private readonly step = 137,
	) {
		this.last = 0;
	}

	next(): string {
		this.last += this.step;
		return this.prefix + String(this.last).padStart(this.length - this.prefix.length, '0');
	}
}
