import { closeStages, stage } from './support';

afterEach(closeStages);

const SEARCH = '/order/202309/orders/search';
const query = { page_size: '10' };

describe('answers other than the service would give', () => {
	it('are changed on their way out, and the call is carried out all the same, until the rule is taken back', async () => {
		const { sandbox, client } = await stage();
		const undo = sandbox.answers.change({
			service: 'tiktok',
			path: SEARCH,
			change: (answer: { data: { orders: unknown[] } }) => {
				answer.data.orders[0] = null;
			},
		});
		const changed = await client.tiktok<{ orders: unknown[] }>('POST', SEARCH, { query, body: {} });
		expect(changed.data.orders[0]).toBeNull();
		expect(changed.data.orders[1]).not.toBeNull();
		undo();
		const own = await client.tiktok<{ orders: unknown[] }>('POST', SEARCH, { query, body: {} });
		expect(own.data.orders[0]).not.toBeNull();
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(2);
	});

	it('are given in place of its own for the calls that a rule names, and the call is not carried out', async () => {
		const { sandbox, client } = await stage();
		sandbox.answers.give({
			service: 'tiktok',
			path: SEARCH,
			when: ({ body }) => body.includes('ON_HOLD'),
			status: 400,
			body: { code: 36009004, message: 'invalid order_status', request_id: 'r' },
		});
		const refused = await client.tiktok('POST', SEARCH, {
			query,
			body: { order_status: 'ON_HOLD' },
		});
		expect(refused).toMatchObject({ status: 400, code: '36009004' });
		expect(sandbox.log.count('tiktok', SEARCH)).toBe(0);
		const other = await client.tiktok('POST', SEARCH, { query, body: {} });
		expect(other.code).toBe('0');
	});

	it('may be any text', async () => {
		const { sandbox, client } = await stage();
		sandbox.answers.change({ service: 'oms', path: '/', change: () => '<html>gateway</html>' });
		const { body } = await client.oms('/v1/warehouse/options', {});
		expect(body).toBe('<html>gateway</html>');
	});
});
