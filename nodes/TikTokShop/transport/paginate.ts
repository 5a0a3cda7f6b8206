import { kindWords } from '../../shared/kind';
import { PageGuard } from '../../shared/pageGuard';
import type { Call, Connection } from './connection';
import { arrayIn, fieldsIn, IncompleteList, UnreadableList } from './listIn';

/** A search gives no more than its first rows (TikTok Shop API §6), whatever its total says. */
const MOST_RESULTS = 10_000;

/**
 * Pages of a search, one after the other, until TikTok Shop names no next one (TikTok Shop API §4.2, §7). Rows may be anything.
 *
 * @param name      of the list in a page's `data`
 * @param pageSize  rows a page, within the endpoint's limit (TikTok Shop API §6)
 * @throws Error           the list has no end
 * @throws UnreadableList  a page or what it names as the next one cannot be read, or the list goes round in circles
 * @throws IncompleteList  the last page has come, and TikTok Shop has more rows
 */
export async function* pages(
	connection: Connection,
	call: Call,
	name: string,
	pageSize: number,
): AsyncGenerator<unknown[]> {
	const seen = new Set<string>();
	const guard = new PageGuard('TikTok Shop');
	let received = 0;
	for (let token: string | undefined; ; ) {
		const query = { ...call.query, page_size: pageSize, page_token: token };
		const data = fieldsIn(await connection.read<unknown>({ ...call, query }));
		token = nextPage(data);
		const rows = rowsIn(data, name, token);
		received += rows.length;
		yield rows;
		if (token === undefined) {
			const total = totalIn(data);
			if (received >= Math.min(total, MOST_RESULTS)) return;
			throw new IncompleteList(name, `has ${total} rows and was given with ${received}`);
		}
		if (seen.has(token)) throw new UnreadableList(name, 'names a next page that has come already');
		seen.add(token);
		guard.count(rows.length);
	}
}

/** Rows that a page says there are; 0 where it says nothing. */
function totalIn({ total_count: total }: Record<string, unknown>): number {
	return typeof total === 'number' && Number.isFinite(total) ? total : 0;
}

/**
 * The rows of a page. TikTok Shop leaves the list out where a search finds nothing (TikTok Shop API §4.2); then the page says nothing
 * else: no rows in all, an empty next page, or no field at all. Not verified live which of them it is.
 */
function rowsIn(data: Record<string, unknown>, name: string, next: string | undefined): unknown[] {
	const { total_count: total, next_page_token: token } = data;
	const isLeftOut = data[name] === undefined || data[name] === null;
	const isBare = token === '' || Object.keys(data).length === 0;
	const saysNothing = total === 0 || (total === undefined && isBare);
	return isLeftOut && next === undefined && saysNothing ? [] : arrayIn(data, name);
}

/** What an address can hold. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** @throws UnreadableList  something else stands there: the list may go on */
function nextPage({ next_page_token: token }: Record<string, unknown>): string | undefined {
	if (token === undefined || token === null || token === '') return undefined;
	if (typeof token === 'string' && SENDABLE.test(token)) return token;
	throw new UnreadableList('next_page_token', kindWords(token));
}

/** All rows up to `most`; stops asking as soon as there are enough. */
export async function collect<Row>(rows: AsyncIterable<Row[]>, most: number): Promise<Row[]> {
	const collected: Row[] = [];
	for await (const page of rows) {
		collected.push(...page);
		if (collected.length >= most) return collected.slice(0, most);
	}
	return collected;
}
