/** Upper bound on pages; a longer list is taken to be endless. */
const MOST_PAGES = 5_000;
/** A service may filter a page after cutting it, so an empty page need not be the last one. */
const MOST_EMPTY_PAGES = 50;

/** Ends the reading of an endless list. */
export class PageGuard {
	private pages = 0;
	private emptyPages = 0;

	/** @param service  how messages call it */
	constructor(private readonly service: string) {}

	/**
	 * Counts a page.
	 *
	 * @throws Error  too many pages, or too many empty pages in a row
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
