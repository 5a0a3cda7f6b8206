import { countedPages } from '../../../nodes/LingxingOms/transport/paginate';
import type { OmsConnection } from '../../../nodes/LingxingOms/transport/connection';
import type { Connection } from '../../../nodes/TikTokShop/transport/connection';
import { pages } from '../../../nodes/TikTokShop/transport/paginate';

/** A service whose list never ends; the call number makes each page another one. */
const tiktok = (rows: (page: number) => number) => {
	let asked = 0;
	const call = async () => {
		asked += 1;
		return { rows: Array.from({ length: rows(asked) }), next_page_token: String(asked) };
	};
	const read = async () => {
		let received = 0;
		const listed = pages(
			{ read: call } as unknown as Connection,
			{ method: 'GET', path: '/x' },
			'rows',
			100,
		);
		for await (const page of listed) received += page.length;
		return received;
	};
	return { read, asked: () => asked };
};

const oms = (answer: (page: number) => object) => {
	let asked = 0;
	const read = async (_: string, { page }: { page: number }) => {
		asked = page;
		return answer(page);
	};
	const all = async () => {
		let received = 0;
		const connection = { read, unreadable: () => new Error('not whole') };
		const listed = countedPages(connection as unknown as OmsConnection, '/x', {});
		for await (const { records } of listed) received += records.length;
		return received;
	};
	return { all, asked: () => asked };
};

describe('a list that never ends', () => {
	it('of TikTok Shop ends with a message after 5,000 pages', async () => {
		const { read, asked } = tiktok(() => 1);
		await expect(read()).rejects.toThrow(/after 5000 pages already; the list has no end/);
		expect(asked()).toBe(5_000);
	});

	it('of TikTok Shop ends after fifty pages in a row without rows', async () => {
		const { read, asked } = tiktok((page) => (page === 10 ? 1 : 0));
		await expect(read()).rejects.toThrow(/the list has no end/);
		expect(asked()).toBe(60);
	});

	it.each([
		['names no total', () => ({ records: [{}] })],
		['names a total beyond everything', () => ({ records: [{}], total: 1e300 })],
		['names a total that is no number', () => ({ records: [{}], total: 'NaN' })],
		['names a total below nothing', () => ({ records: [{}], total: -5 })],
	])('of an OMS that %s ends with a message after 5,000 pages', async (_, answer) => {
		const { all, asked } = oms(answer);
		await expect(all()).rejects.toThrow(/after 5000 pages already; the list has no end/);
		expect(asked()).toBe(5_000);
	});

	it('does not keep a long one from being read to its end', async () => {
		const { all } = oms((page) => ({
			records: Array.from({ length: page < 4_000 ? 100 : 0 }, () => ({})),
		}));
		expect(await all()).toBe(399_900);
	});
});

describe('a page of a search of TikTok Shop without its list', () => {
	const rowsOf = async (data: object) => {
		const connection = { read: async () => data } as unknown as Connection;
		const received: unknown[] = [];
		for await (const page of pages(connection, { method: 'POST', path: '/x' }, 'orders', 100)) {
			received.push(...page);
		}
		return received;
	};

	it.each([
		['says that there are none', { total_count: 0 }],
		['says that there are none and no next page', { total_count: 0, next_page_token: '' }],
		['names an empty next page', { next_page_token: '' }],
		['says nothing at all', {}],
	])('is a search that found nothing where it %s', async (_, data) => {
		expect(await rowsOf(data)).toEqual([]);
	});

	it.each([
		['says that there are orders', { total_count: 3, next_page_token: '' }],
		['names a next page', { total_count: 0, next_page_token: 'more' }],
		['has a list of another name', { order_list: [], next_page_token: 'x' }],
		['has another list and no count', { order_list: [{ id: '1' }] }],
	])('is a fault where it %s', async (_, data) => {
		await expect(rowsOf(data)).rejects.toThrow(/orders cannot be read/);
	});
});
