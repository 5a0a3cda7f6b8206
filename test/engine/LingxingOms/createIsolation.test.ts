import {
	codesOf,
	CREATE,
	DETAIL,
	idsOf,
	LIST,
	orderId,
	orders,
	startFixture,
	type Fixture,
} from './fixture';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

let fixture: Fixture;

beforeEach(async () => {
	fixture = await startFixture();
});

afterEach(async () => {
	await fixture.sandbox.close();
});

const bad = orderId(7);
const others = (count: number) =>
	orders(count)
		.map((order) => order.orderId)
		.filter((id) => id !== bad);
const everyThirdNumber = () => fixture.all().map(({ thirdOrderNo }) => thirdOrderNo);

/** The OMS answers so whenever one of the orders is in a create call. */
const refuses = (ids: readonly string[], status: number, body: object | string, path = CREATE) =>
	fixture.sandbox.answers.give({
		service: 'oms',
		path,
		when: (call) => ids.some((id) => call.body.includes(id)),
		status,
		body,
	});

describe('one order for which the OMS refuses the whole create call', () => {
	it.each<[string, number, object | string]>([
		['HTTP 500', 500, { code: 500, msg: 'NullPointerException' }],
		['HTTP 500 of a gateway', 500, 'Internal Server Error'],
		['HTTP 200 with code 500', 200, { code: 500, msg: '系统异常' }],
		['an unknown code', 200, { code: 100009, msg: 'productList 不合法' }],
		['a wrong parameter', 200, { code: '100008', msg: '参数错误' }],
		['a temporary code', 200, { code: '100011', msg: '调用失败' }],
		['HTTP 400', 400, { code: 400, msg: 'bad request' }],
		['HTTP 403 of a firewall', 403, '<html>Forbidden</html>'],
		['HTTP 404', 404, 'not found'],
		['HTTP 413', 413, {}],
		['HTTP 422', 422, { code: '422', msg: 'IP-CAMERA: signature of the field is wrong' }],
	])('leaves as an exception, the others are created: %s', async (_, status, body) => {
		refuses([bad], status, body);
		const { outputs, error } = await fixture.create(orders(130));
		expect(error).toBeUndefined();
		expect(idsOf(outputs[0])).toEqual(others(130));
		expect(idsOf(outputs[1])).toEqual([bad]);
		expect(codesOf(outputs[1])).toEqual(['OMS_REJECTED']);
		expect(everyThirdNumber().sort()).toEqual(others(130));
		// The batch up to three times, then two calls for each halving, then the other batch.
		expect(fixture.sandbox.log.count('oms', CREATE)).toBeLessThanOrEqual(14);
	});

	it('alone in a run is no failure of the run, and its exception has the words of the OMS', async () => {
		refuses([bad], 500, { code: 500, msg: 'NullPointerException' });
		const { outputs, error } = await fixture.create([orders(7)[6]]);
		expect(error).toBeUndefined();
		expect(outputs[1][0].exception).toMatchObject({
			code: 'OMS_REJECTED',
			message: expect.stringContaining('"NullPointerException"'),
			details: { orderId: bad },
		});
	});

	it('a gateway that says the OMS is away is no word about the order: it waits', async () => {
		refuses([bad], 503, 'Service Unavailable');
		const { outputs } = await fixture.create(orders(8));
		expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		expect(outputs[0]).toHaveLength(7);
	});

	it('with On Error = Continue the results are the same', async () => {
		refuses([bad], 500, { code: 500, msg: 'NullPointerException' });
		const options = { onError: 'continueRegularOutput' as const };
		const { outputs } = await fixture.create(orders(130), {}, options);
		expect(idsOf(outputs[0])).toEqual(others(130));
		expect(codesOf(outputs[1])).toEqual(['OMS_REJECTED']);
	});

	it('costs one call of its own at the next run, and is created with the others once it is taken', async () => {
		const lift = refuses([bad], 500, { code: 500, msg: 'NullPointerException' });
		await fixture.create(orders(60));
		fixture.sandbox.log.clear();
		const more = orders(100);
		const { outputs } = await fixture.create(more);
		expect([outputs[0].length, idsOf(outputs[1])]).toEqual([99, [bad]]);
		const sizes = () =>
			fixture.sandbox.log.calls('oms', CREATE).map(({ body }) => (body as []).length);
		expect(sizes()).toEqual([40]);
		lift();
		await fixture.create(more);
		expect(sizes()).toEqual([40, 1]);
		expect(everyThirdNumber().sort()).toEqual(idsOf(more as never));
	});

	it('several of them, side by side at the front, do not stop the others', async () => {
		const several = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map(orderId);
		refuses(several, 500, { code: 500, msg: 'NullPointerException' });
		const { outputs, error } = await fixture.create(orders(100));
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(90);
		expect(idsOf(outputs[1])).toEqual(several);
	});
});

describe('an answer that is the same for all orders', () => {
	it.each<[string, number, object | string]>([
		['HTTP 500', 500, { code: 500, msg: 'maintenance' }],
		['an unknown code', 200, { code: 777, msg: 'account suspended' }],
		['HTTP 503', 503, 'Service Unavailable'],
	])(
		'fails the run after a bounded number of calls, and nothing is lost: %s',
		async (_, status, body) => {
			const lift = refuses(['57646'], status, body);
			const { error } = await fixture.create(orders(250));
			expect(error?.message).toEqual(expect.stringMatching(/The OMS/));
			expect(fixture.sandbox.log.count('oms', CREATE)).toBe(0);
			lift();
			const { outputs } = await fixture.create(orders(250));
			expect(outputs.map((output) => output.length)).toEqual([250, 0]);
			expect(fixture.sandbox.books().duplicates).toBe(0);
		},
		30_000,
	);

	it.each([
		['signature', { code: '100007', msg: '签名错误' }],
		['permission', { code: '100010', msg: '没有该接口的权限' }],
		['list of allowed addresses', { code: '100099', msg: 'IP 不在白名单' }],
	])('that is about the caller (%s) fails the run at once', async (_, body) => {
		let calls = 0;
		fixture.sandbox.answers.give({
			service: 'oms',
			path: CREATE,
			when: () => ++calls > 0,
			status: 200,
			body,
		});
		const { error } = await fixture.create(orders(50));
		expect(error?.message).toContain(body.msg);
		expect(calls).toBe(1);
	});

	it('too many calls: the same call is sent again, nothing is halved', async () => {
		fixture.sandbox.faults.add({ service: 'oms', path: CREATE, kind: '429', times: 2 });
		const { outputs } = await fixture.create(orders(20));
		expect(outputs[0]).toHaveLength(20);
		const sizes = fixture.sandbox.log.calls('oms', CREATE).map(({ body }) => (body as []).length);
		expect(sizes).toEqual([20, 20, 20]);
	});
});

describe('one order whose look-up fails', () => {
	it.each<[string, number, object | string]>([
		['HTTP 500', 500, { code: 500, msg: 'NullPointerException' }],
		['an unknown code', 200, { code: 100009, msg: '不合法' }],
		['HTTP 400', 400, 'Bad Request'],
		['data is null', 200, { code: 200, msg: '', data: null }],
		['data is an object', 200, { code: 200, msg: '', data: {} }],
		['a row that is null', 200, { code: 200, msg: '', data: [null] }],
		['a row without numbers', 200, { code: 200, msg: '', data: [{ status: 2 }] }],
	])(
		'waits as OMS_UNAVAILABLE and is not created, the others are: %s',
		async (_, status, body) => {
			refuses([bad], status, body, DETAIL);
			const { outputs, error } = await fixture.create(orders(60));
			expect(error).toBeUndefined();
			expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
			expect(idsOf(outputs[1])).toEqual([bad]);
			expect(everyThirdNumber().sort()).toEqual(others(60));
		},
		30_000,
	);

	it('alone in a run it waits as well, as long as the OMS answers anything', async () => {
		refuses([bad], 500, { code: 500, msg: 'NullPointerException' }, DETAIL);
		const { outputs, error } = await fixture.create([orders(7)[6]]);
		expect(error).toBeUndefined();
		expect(codesOf(outputs[1])).toEqual(['OMS_UNAVAILABLE']);
		expect(fixture.all()).toEqual([]);
	}, 30_000);

	it('where nothing at all is answered the run fails, and nothing is created', async () => {
		refuses([''], 503, 'Service Unavailable', DETAIL);
		refuses([''], 503, 'Service Unavailable', LIST);
		const { error } = await fixture.create(orders(2));
		expect(error?.message).toBe('The OMS is not available right now (HTTP 503)');
		expect(fixture.all()).toEqual([]);
	}, 60_000);
});
