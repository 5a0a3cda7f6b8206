/** More than any shop or warehouse has; a list that goes on behind it has no end. */
const MOST_PAGES = 5_000;
/** A service may filter a page after it has cut it, so one without rows need not be the last. */
const MOST_EMPTY_PAGES = 50;

/** Ends a list that never ends. */
export class PageGuard {
	private pages = 0;
	private emptyPages = 0;

	/** @param service  how messages call it */
	constructor(private readonly service: string) {}

	/**
	 * One more page has come.
	 *
	 * @throws Error when there were too many, or too many in a row without rows
	 */
	count(rows: number): void {
		this.pages += 1;
		this.emptyPages = rows === 0 ? this.emptyPages + 1 : 0;
		if (this.pages < MOST_PAGES && this.emptyPages < MOST_EMPTY_PAGES) return;
		throw new Error(
			`${this.service} names a next page after ${this.pages} pages already; the list has no end. Ask for less, e.g. a shorter period, or run it again`,
		);
	}
}
