import { PageGuard } from '../../shared/pages';
import type { Call, Connection } from './connection';
import { UnreadableList } from './listIn';

/**
 * Pages of a search, one after the other, until TikTok Shop names no next one (contract §4.2, §7).
 *
 * @param pick      takes the rows out of a page's `data`
 * @param pageSize  rows a page, within the endpoint's limit (contract §6)
 * @throws Error when the list has no end; UnreadableList when its next page cannot be read
 */
export async function* pages<Row>(
	connection: Connection,
	call: Call,
	pick: (data: Record<string, unknown>) => Row[] | undefined,
	pageSize: number,
): AsyncGenerator<Row[]> {
	const seen = new Set<string>();
	const guard = new PageGuard('TikTok Shop');
	let token: string | undefined;
	for (;;) {
		const query = { ...call.query, page_size: pageSize, page_token: token };
		const data = await connection.call<Record<string, unknown>>({ ...call, query });
		const rows = pick(data) ?? [];
		yield rows;
		token = nextPage(data);
		// A token that comes back would go round in circles.
		if (!token || seen.has(token)) return;
		seen.add(token);
		guard.count(rows.length);
	}
}

/** What an address can hold. */
const SENDABLE = /^[\x20-\x7e]+$/;

/** @throws UnreadableList  something else stands there: the list may go on */
function nextPage({ next_page_token: token }: Record<string, unknown>): string | undefined {
	if (token === undefined || token === null || token === '') return undefined;
	if (typeof token === 'string' && SENDABLE.test(token)) return token;
	throw new UnreadableList('next_page_token');
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
