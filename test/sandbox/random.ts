/** A seeded generator (mulberry32): the same seed gives the same run, so a fault found once can be found again. */
export class Random {
	constructor(private state = 1) {}

	/** Number in [0, 1). */
	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	}

	/** Integer in [0, limit). */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	/** `length` decimal digits. */
	digits(length: number): string {
		return Array.from({ length }, () => String(this.below(10))).join('');
	}

	/** `length` characters of the alphabet. */
	text(length: number, alphabet: string): string {
		return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
	}
}

export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
