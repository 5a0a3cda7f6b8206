import { withDocument } from './withDocument';
import { RequestChecker, type RecordedRequest } from './requests';

const GOOD: RecordedRequest = {
	method: 'POST',
	path: '/order/202309/orders/search',
	query: {
		app_key: 'k',
		sign: '***',
		timestamp: '1763890000',
		shop_cipher: 'c',
		page_size: '100',
		sort_order: 'ASC',
	},
	body: { order_status: 'AWAITING_SHIPMENT', update_time_ge: 1_763_803_600 },
};

const SHIP: RecordedRequest = {
	...GOOD,
	path: '/fulfillment/202309/orders/576461413038785752/packages',
	query: { app_key: 'k', sign: '***', timestamp: '1763890000', shop_cipher: 'c' },
	body: { tracking_number: '1Z', shipping_provider_id: '1' },
};

/** A checker that finds nothing proves nothing: each kind of wrong request must be found. */
withDocument('the check of requests', (document) => {
	const checker = new RequestChecker(document);

	it.each([GOOD, { ...GOOD, body: null }, SHIP])('finds nothing in a right one', (request) => {
		expect(checker.findings(request)).toEqual([]);
	});

	const query = (changes: Record<string, string>): Partial<RecordedRequest> => ({
		query: { ...GOOD.query, ...changes },
	});

	it.each<[string, Partial<RecordedRequest>, string]>([
		['an unknown path', { path: '/order/202309/orders' }, 'is not in the file'],
		['a wrong method', { method: 'GET' }, 'is not in the file'],
		['an unknown parameter', query({ cursor: 'x' }), 'unknown query parameter cursor'],
		['an empty parameter', query({ sort_field: '' }), 'sort_field is empty'],
		['a value that is not listed', query({ sort_order: 'asc' }), 'must be one of'],
		['a number that is none', query({ page_size: 'ten' }), 'must be integer'],
		['a missing parameter', { query: { page_size: '1' } }, 'timestamp is missing'],
		['an unknown field', { body: { status: 'UNPAID' } }, 'unknown field status'],
		['a list where one value goes', { body: { order_status: ['UNPAID'] } }, 'must be string'],
		['a time as text', { body: { update_time_ge: '1' } }, 'must be integer'],
		['a null filter', { body: { shipping_type: null } }, 'must be string'],
		['an empty object', { body: {} }, 'the body is {}'],
	])('finds %s', (_what, changes, text) => {
		expect(checker.findings({ ...GOOD, ...changes }).join()).toContain(text);
	});

	it.each<[string, Partial<RecordedRequest>, string]>([
		['a missing body', { body: null }, 'the body is missing'],
		['a missing field', { body: { tracking_number: '1Z' } }, 'shipping_provider_id'],
		[
			'an order id that is none',
			{ path: '/fulfillment/202309/orders/undefined/packages' },
			'path parameter order_id is "undefined"',
		],
	])('finds %s', (_what, changes, text) => {
		expect(checker.findings({ ...SHIP, ...changes }).join()).toContain(text);
	});

	it('finds a body on a call that takes none', () => {
		const call = { ...SHIP, method: 'GET', path: '/logistics/202309/warehouses', body: {} };
		expect(checker.findings(call)).toEqual([expect.stringContaining('where none may come')]);
	});
});
