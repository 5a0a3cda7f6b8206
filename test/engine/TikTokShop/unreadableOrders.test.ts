import fc from 'fast-check';

import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { orderView } from '../../sandbox/tiktok/orderView';
import { anything, damagedAt, placesIn } from '../../support/items/damage';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';

const DETAIL = '/order/202507/orders';

let sandbox: Sandbox;
/** How far the clocks of n8n and TikTok Shop are moved on, ms. */
let ahead = 0;

beforeEach(async () => {
	ahead = 0;
	const { now } = Date;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});

afterEach(async () => {
	await sandbox.close();
	jest.restoreAllMocks();
});

const trigger = (
	parameters: object = {},
	options: ConstructorParameters<typeof PolledTrigger>[2] = {},
) =>
	new PolledTrigger(new TikTokShopTrigger(), parameters as never, {
		credentials: tiktokCredentials(sandbox),
		...options,
	});

const order = (more: object = {}) =>
	sandbox.tiktok.addOrder({
		shop: 'US01',
		lines: [{ sellerSku: 'MUG-BLUE-350' }],
		ageSeconds: 7_200,
		...more,
	});

const idsOf = (items: object[] | null) =>
	(items ?? []).map((item) => (item as { orderId: string }).orderId).sort();

interface View {
	id: string;
	[field: string]: unknown;
}

/** Get Order Detail shows an order otherwise than the search, until the function that it returns is called. */
function detailOf(id: string, change: (view: View, orders: View[]) => void): () => void {
	return sandbox.answers.change({
		service: 'tiktok',
		path: DETAIL,
		change: ({ data }: { data?: { orders?: View[] } }) => {
			const found = data?.orders?.find((view) => view.id === id);
			if (found) change(found, data?.orders ?? []);
		},
	});
}

interface Emitted {
	orderId: string;
	exception?: { code: string; message: string };
}

/** Orders and exceptions of one poll. */
async function ask(polled: PolledTrigger): Promise<[orders: Emitted[], exceptions: Emitted[]]> {
	const [orders, exceptions] = (await polled.pollOutputs()) ?? [[], []];
	return [orders as unknown as Emitted[], exceptions as unknown as Emitted[]];
}

describe('an order that cannot be read', () => {
	it.each([
		['recipient_address is text', (view: View) => (view.recipient_address = 'Main St')],
		['packages[0] is null', (view: View) => (view.packages = [null])],
		[
			'recipient_address.name is a number',
			(view: View) => ((view.recipient_address as View).name = 5),
		],
		['line_items is missing', (view: View) => delete view.line_items],
		['fulfillment_type is missing', (view: View) => delete view.fulfillment_type],
		['status is none', (view: View) => (view.status = 'LOST')],
		['fulfillment_type is none', (view: View) => (view.fulfillment_type = 'x')],
		['shipping_type is none', (view: View) => (view.shipping_type = '\u202e')],
	])('as %s, leaves as an exception that names it; the others go on', async (place, poison) => {
		const bad = order({ ageSeconds: 9_000 });
		const good = Array.from({ length: 3 }, (_, n) => order({ ageSeconds: 8_000 - n }));
		const undo = sandbox.answers.change({
			service: 'tiktok',
			path: '/order/',
			change: ({ data }: { data: { orders: View[] } }) => {
				for (const view of data.orders) if (view.id === bad.id) poison(view);
			},
		});
		const polled = trigger();
		const [orders, exceptions] = await ask(polled);
		expect(idsOf(orders)).toEqual(good.map(({ id }) => id).sort());
		expect(exceptions).toHaveLength(1);
		expect(exceptions[0]).toMatchObject({
			orderId: bad.id,
			shop: { code: bad.shop.code },
			exception: { code: 'ORDER_UNREADABLE', message: expect.stringContaining(place) as string },
		});
		// Said once, and the order comes as soon as it can be read.
		expect(await ask(polled)).toEqual([[], []]);
		undo();
		const [healed, none] = await ask(polled);
		expect(idsOf(healed)).toEqual([bad.id]);
		expect(none).toEqual([]);
	});

	it('is said again when its problem changes, and at each poll where all pending orders come at each poll', async () => {
		const bad = order();
		const undo = detailOf(bad.id, (view) => (view.packages = [null]));
		const polled = trigger();
		const always = trigger({ emit: 'untilShipped' });
		expect((await ask(polled))[1]).toHaveLength(1);
		expect((await ask(polled))[1]).toHaveLength(0);
		for (let poll = 0; poll < 2; poll++) expect((await ask(always))[1]).toHaveLength(1);
		undo();
		detailOf(bad.id, (view) => (view.line_items = []));
		expect((await ask(polled))[1]).toHaveLength(1);
	});

	it.each(['changes', 'untilShipped'])(
		'because its detail stays away leaves as an exception at the second poll (emit: %s)',
		async (emit) => {
			const bad = order();
			const undo = detailOf(bad.id, (view, orders) => orders.splice(orders.indexOf(view), 1));
			const polled = trigger({ emit });
			expect(await ask(polled)).toEqual([[], []]);
			const [, [exception]] = await ask(polled);
			expect(exception).toMatchObject({ orderId: bad.id, exception: { code: 'ORDER_UNREADABLE' } });
			expect((await ask(polled))[1]).toHaveLength(emit === 'changes' ? 0 : 1);
			undo();
			expect(idsOf((await ask(polled))[0])).toEqual([bad.id]);
		},
	);

	it('as it comes with the ID of another order never takes the place of that one', async () => {
		const [own, bad] = [order(), order({ lines: [{ sellerSku: 'TEA-GREEN-100' }] })];
		sandbox.answers.change({
			service: 'tiktok',
			path: '/order/',
			change: ({ data }: { data: { orders: View[] } }) => {
				for (const view of data.orders) if (view.id === bad.id) view.id = own.id;
			},
		});
		const [orders, exceptions] = await ask(trigger());
		expect(orders).toMatchObject([{ orderId: own.id, lines: [{ platformSku: 'MUG-BLUE-350' }] }]);
		expect(exceptions).toMatchObject([
			{ orderId: '', exception: { message: expect.stringContaining(own.id) as string } },
		]);
	});

	it('because TikTok Shop refuses to show it leaves as an exception, once, whatever the number of the request', async () => {
		const bad = order();
		const good = [1, 2, 3].map(() => order());
		sandbox.answers.give({
			service: 'tiktok',
			path: DETAIL,
			when: ({ query }) => query.ids.includes(bad.id),
			status: 400,
			body: { code: 36_009_004, message: 'invalid order', request_id: String(Math.random()) },
		});
		const polled = trigger();
		const [orders, exceptions] = await ask(polled);
		expect(idsOf(orders)).toEqual(good.map(({ id }) => id).sort());
		expect(exceptions[0].exception?.message).toContain('invalid order');
		expect(await ask(polled)).toEqual([[], []]);
	});
});

it('N good orders come out whatever one of them looks like in search and detail, and that one is an order or an exception', async () => {
	const orders = Array.from({ length: 6 }, (_, n) => order({ ageSeconds: 8_000 - n }));
	const credentials = tiktokCredentials(sandbox);
	let change: (view: View) => unknown = (view) => view;
	let bad = '';
	sandbox.answers.change({
		service: 'tiktok',
		path: '/order/',
		change: ({ data }: { data: { orders: View[] } }) => {
			data.orders = data.orders.map((view) => (view.id === bad ? change(view) : view)) as View[];
		},
	});
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...orders),
			fc.constantFrom(...placesIn(orderView(sandbox.tiktok, orders[0], true))),
			anything,
			async ({ id }, place, by) => {
				bad = id;
				change = (view) => damagedAt(view, place, by);
				const polled = trigger({ shops: [orders[0].shop.id], shippingType: '' }, { credentials });
				const [emitted, exceptions] = await ask(polled);
				const good = orders.map((each) => each.id).filter((each) => each !== id);
				expect(idsOf(emitted)).toEqual(expect.arrayContaining(good));
				for (const { exception } of exceptions) expect(exception?.code).toBe('ORDER_UNREADABLE');
				expect(new Set(idsOf(emitted)).size).toBe(emitted.length);
				expect(good.length + 1).toBeGreaterThanOrEqual(emitted.length);
			},
		),
		{ numRuns: 100 },
	);
}, 120_000);

it.each([
	['orders that are no list', (answer: { data: object }) => (answer.data = { orders: 'none' })],
	['a code that is no code', (answer: { code?: unknown }) => (answer.code = { toString: null })],
])('a shop that answers with %s is named, and the other shop goes on', async (_, change) => {
	const bad = order();
	const good = order({ shop: 'GB01' });
	const undo = sandbox.answers.change({
		service: 'tiktok',
		path: DETAIL,
		when: ({ query }) => query.shop_cipher === bad.shop.cipher,
		change: (answer: never) => void change(answer),
	});
	const second = order();
	const polled = trigger();
	const [orders, exceptions] = await ask(polled);
	expect(idsOf(orders)).toEqual([good.id]);
	expect(exceptions).toMatchObject([{ exception: { code: 'SHOP_REFUSED' } }]);
	expect(exceptions[0].exception?.message).not.toMatch(/object Object/);
	undo();
	expect(idsOf((await ask(polled))[0])).toEqual([bad.id, second.id].sort());
});

describe('a partly shipped order', () => {
	it('comes with the lines that still wait only, and not at all once none waits', async () => {
		const part = order({
			lines: [
				{ sellerSku: 'MUG-BLUE-350', units: 2 },
				{ sellerSku: 'TEA-GREEN-100', units: 1 },
			],
		});
		part.status = 'PARTIALLY_SHIPPING';
		part.lines[0].status = 'IN_TRANSIT';
		part.lines[2].status = 'DELIVERED';
		const polled = trigger({ orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'] });
		expect(await polled.poll()).toMatchObject([
			{ lines: [{ platformSku: 'MUG-BLUE-350', quantity: 1, lineItemIds: [part.lines[1].id] }] },
		]);
		part.lines[1].status = 'AWAITING_COLLECTION';
		ahead += 2 * 60 * 60_000;
		expect(await polled.poll()).toBeNull();
	});

	it.each(['', null, undefined, 'TO_SHIP'])(
		'waits as an exception where a line does not say whether it has left: %j',
		async (status) => {
			const part = order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
			const good = order();
			part.status = 'PARTIALLY_SHIPPING';
			detailOf(part.id, ({ line_items: lines }) => {
				(lines as View[])[1].display_status = status;
			});
			const statuses = { orderStatus: ['AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING'] };
			const [orders, exceptions] = await ask(trigger(statuses));
			expect(idsOf(orders)).toEqual([good.id]);
			expect(exceptions).toMatchObject([
				{ orderId: part.id, exception: { code: 'ORDER_UNREADABLE' } },
			]);
			expect(exceptions[0].exception?.message).toContain('line_items[1].display_status is');
		},
	);

	it('comes again with what is left when one of its units is cancelled', async () => {
		const part = order({ lines: [{ sellerSku: 'MUG-BLUE-350', units: 2 }] });
		const polled = trigger();
		await polled.poll();
		part.lines[0].status = 'CANCELLED';
		ahead += 2 * 60 * 60_000;
		expect(await polled.poll()).toMatchObject([{ lines: [{ quantity: 1 }] }]);
	});
});
