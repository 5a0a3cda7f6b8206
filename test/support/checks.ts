/** Promises kept and broken, printed as they are checked. */
export class Checks {
	private passed = 0;
	private failed = 0;

	constructor(private readonly print: (line: string) => void) {}

	/** @param detail  shown when the promise is broken */
	that(promise: string, kept: boolean, detail: unknown = ''): void {
		if (kept) this.passed += 1;
		else this.failed += 1;
		const text = typeof detail === 'string' ? detail : JSON.stringify(detail);
		this.print(`${kept ? '✓' : '✗'} ${promise}${kept || !text ? '' : `\n    ${text}`}`);
	}

	/** One plain line that a program can read. */
	get summary(): string {
		return `${this.passed} passed, ${this.failed} failed`;
	}

	get allKept(): boolean {
		return this.failed === 0;
	}
}
