import { ALPHANUMERIC, Random } from '../random';
import { invalidRequest } from './answer';
import type { PageKey, PagePosition, PageTokens, TikTokCall } from './endpoint';

/** Opaque page tokens: they hold `/`, `+` and `=`, belong to one query and expire (TikTok Shop API §4.2, V06). */
export class PageTokenStore implements PageTokens {
	private readonly issued = new Map<string, PagePosition & { expiresAt: number }>();

	private readonly random = new Random(405);

	constructor(
		private readonly now: () => number,
		private readonly lifeMs: () => number,
	) {}

	issue(position: PagePosition): string {
		const part = (length: number): string => this.random.text(length, ALPHANUMERIC);
		const token = `${part(22)}/${part(19)}+${part(15)}==`;
		this.issued.set(token, { ...position, expiresAt: this.now() + this.lifeMs() });
		return token;
	}

	open(token: string, query: string): PagePosition {
		const position = this.issued.get(token);
		if (!position || position.query !== query) {
			throw invalidRequest('Invalid page_token, it does not belong to this query');
		}
		if (position.expiresAt <= this.now()) throw invalidRequest('The page_token has expired');
		return position;
	}
}

export interface Page<T> {
	rows: T[];
	next_page_token: string;
	total_count: number;
}

/** Where a row stands: by time, and by id among rows of the same second. */
export type KeyOf<T> = (row: T) => PageKey;

function before(a: PageKey, b: PageKey): boolean {
	return a.time === b.time ? a.id < b.id : a.time < b.time;
}

/**
 * One page of a search. Paging continues after the last key seen, not at a row number: rows that move while a client reads
 * are seen again or, in descending order, missed, as in the real service (TikTok Shop API §7, pagination drift).
 *
 * @param matching  all rows of the query, in any order
 * @returns         empty `next_page_token` on the last page (TikTok Shop API §4.2)
 */
export function pageOf<T>(
	call: TikTokCall,
	matching: readonly T[],
	keyOf: KeyOf<T>,
	descending: boolean,
): Page<T> {
	const { page_token: token, page_size: size, sort_field: field, sort_order: order } = call.query;
	const query = JSON.stringify([call.shop.id, size, field, order, call.body]);
	if (token && call.fault?.kind === 'pageTokenExpired') {
		throw invalidRequest('The page_token has expired');
	}
	const position = token ? call.pages.open(token, query) : undefined;
	const repeated = position !== undefined && call.fault?.kind === 'repeatPage';
	const after = repeated ? position.previousAfter : position?.after;
	const follows = descending
		? (a: PageKey, b: PageKey) => before(a, b)
		: (a: PageKey, b: PageKey) => before(b, a);
	const rest = matching
		.map((row) => ({ row, key: keyOf(row) }))
		.filter(({ key }) => after === undefined || follows(key, after))
		.sort((a, b) => (follows(a.key, b.key) ? 1 : -1));
	const page = rest.slice(0, Number(size));
	const last = page[page.length - 1];
	const more = rest.length > page.length && last !== undefined;
	const next = more
		? call.pages.issue({
				query,
				after: last.key,
				...(after === undefined ? {} : { previousAfter: after }),
			})
		: '';
	const rows = page.map(({ row }) => row);
	return { rows, next_page_token: next, total_count: matching.length };
}
