import fc from 'fast-check';

import { TikTokShopTrigger } from '../../../nodes/TikTokShop/TikTokShopTrigger.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { addMarket } from '../../sandbox/demo/markets';
import type { Shop } from '../../sandbox/tiktok/types';
import { PolledTrigger } from '../../support/engine/polledTrigger';
import { tiktokCredentials } from '../../support/engine/tiktok';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const SHOPS = '/authorization/202309/shops';
const HOUR_MS = 60 * 60 * 1_000;

let sandbox: Sandbox;
let us: Shop;
let gb: Shop;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	[us, gb] = ['US01', 'GB01'].map((key) => sandbox.tiktok.shop(key));
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const trigger = (
	parameters: object = {},
	options: ConstructorParameters<typeof PolledTrigger>[2] = {},
) =>
	new PolledTrigger(new TikTokShopTrigger(), parameters as never, {
		credentials: tiktokCredentials(sandbox),
		...options,
	});

const order = (shop = 'US01') =>
	sandbox.tiktok.addOrder({ shop, lines: [{ sellerSku: 'MUG-BLUE-350' }], ageSeconds: 7_200 });

/** TikTok Shop refuses every call for a shop, in these words. */
const refuse = (shop: Shop, body: object, status = 401) =>
	sandbox.answers.give({
		service: 'tiktok',
		path: '/',
		when: ({ query }) => query.shop_cipher === shop.cipher,
		status,
		body,
	});

/** TikTok Shop lists the authorized shops otherwise. */
const listShops = (change: (shops: unknown[]) => unknown) =>
	sandbox.answers.change({
		service: 'tiktok',
		path: SHOPS,
		change: (answer: { data: { shops: unknown } }) => {
			answer.data.shops = change(answer.data.shops as unknown[]);
		},
	});

const inactive = (requestId = '1') => ({
	code: 36009043,
	message: 'Shop is inactive',
	request_id: `2026112700000000000000000000000${requestId}`,
});

const idsOf = (items: object[] = []) =>
	items.map((item) => (item as { orderId: string }).orderId).sort();

describe('a shop that TikTok Shop refuses', () => {
	it('is told with its name and the words of TikTok Shop, and the orders of the other shops go on', async () => {
		const { id } = order();
		order('GB01');
		refuse(gb, inactive());
		const [orders, exceptions] = (await trigger().pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toEqual([
			{
				orderId: '',
				shop: { id: gb.id, code: gb.code, name: gb.name, region: 'GB', sellerType: gb.sellerType },
				exception: expect.objectContaining({
					code: 'SHOP_REFUSED',
					message: expect.stringMatching(new RegExp(`${gb.name}.*36009043.*Shop is inactive`)),
					hint: expect.stringContaining('Open Seller Center'),
				}),
			},
		]);
	});

	it.each([
		['a missing scope', 401, { code: 105005, message: 'Access denied', request_id: 'x' }],
		['a cipher that does not fit', 401, { code: 101000, message: 'cipher', request_id: 'x' }],
		['a code that nobody knows', 200, { code: 99999999, message: 'no', request_id: 'x' }],
		['a bare 404', 404, {}],
		['a bare 403', 403, {}],
	])('stops nobody else: %s', async (_, status, body) => {
		const { id } = order();
		refuse(gb, body, status);
		const [orders, exceptions] = (await trigger().pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toMatchObject([
			{ shop: { id: gb.id }, exception: { code: 'SHOP_REFUSED' } },
		]);
	});

	it('is told once, again when the answer changes, and once more when it is over', async () => {
		const polled = trigger();
		let undo = refuse(gb, inactive('1'));
		expect((await polled.pollOutputs())?.[1]).toHaveLength(1);
		undo();
		undo = refuse(gb, inactive('2'));
		expect(await polled.pollOutputs()).toBeNull();
		undo();
		undo = refuse(gb, { code: 105005, message: 'Access denied', request_id: 'x' });
		expect((await polled.pollOutputs())?.[1]).toMatchObject([
			{ exception: { message: expect.stringContaining('105005') } },
		]);
		polled.restart();
		expect(await polled.pollOutputs()).toBeNull();
		undo();
		const waiting = order('GB01');
		const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([waiting.id]);
		expect(exceptions).toEqual([
			{ orderId: '', shop: expect.objectContaining({ id: gb.id }), recovered: true },
		]);
		expect(await polled.pollOutputs()).toBeNull();
	});

	it('does not lose its place: what was emitted before is not emitted again', async () => {
		const first = order('GB01');
		const polled = trigger();
		expect(idsOf((await polled.pollOutputs())?.[0])).toEqual([first.id]);
		const undo = refuse(gb, inactive());
		await polled.pollOutputs();
		undo();
		const [orders] = (await polled.pollOutputs()) ?? [];
		expect(orders).toEqual([]);
	});

	it('fails the poll when every shop is refused in the same words', async () => {
		refuse(us, inactive());
		refuse(gb, inactive());
		await expect(trigger().pollOutputs()).rejects.toThrow('36009043');
	});

	it('is an exception of its own where each is refused for another reason', async () => {
		refuse(us, inactive());
		refuse(gb, { code: 105005, message: 'Access denied', request_id: 'x' });
		const [, exceptions] = (await trigger().pollOutputs()) ?? [];
		expect(exceptions).toMatchObject([{ shop: { id: us.id } }, { shop: { id: gb.id } }]);
	});

	it('shows in a test run, too', async () => {
		const { id } = order();
		refuse(gb, inactive());
		const [orders, exceptions] = (await trigger({}, { mode: 'manual' }).pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toMatchObject([{ exception: { code: 'SHOP_REFUSED' } }]);
	});
});

describe('a shop that cannot be read for a moment', () => {
	it('is told when it has lasted for an hour, and when it is over', async () => {
		const polled = trigger({ shops: [] });
		const { now } = Date;
		const begun = now();
		let ahead = 0;
		jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
		const undo = refuse(gb, { code: 36009003, message: 'Internal error', request_id: 'x' }, 200);
		// The time of a poll passes at once: nobody waits for repeated calls here.
		const poll = async () => {
			const hurry = setInterval(() => (ahead += 31_000), 100);
			try {
				return await polled.pollOutputs();
			} finally {
				clearInterval(hurry);
			}
		};
		expect(await poll()).toBeNull();
		ahead = Math.max(ahead, begun + 0.5 * HOUR_MS - now());
		expect(await poll()).toBeNull();
		ahead = Math.max(ahead, begun + 1.2 * HOUR_MS - now());
		expect((await poll())?.[1]).toMatchObject([
			{ shop: { id: gb.id }, exception: { code: 'TIKTOK_SHOP_UNAVAILABLE', retrySafe: true } },
		]);
		expect(await poll()).toBeNull();
		undo();
		expect((await polled.pollOutputs())?.[1]).toMatchObject([{ recovered: true }]);
	}, 60_000);
});

describe('a shop that has left the authorisation', () => {
	/** It is not listed any more, and its cipher is refused (TikTok Shop API §3). */
	const withoutGb = () => {
		const other = { code: 101000, message: 'The shop_cipher does not match the access token' };
		const undos = [
			listShops((shops) => shops.filter((row) => (row as Shop).id !== gb.id)),
			refuse(gb, { ...other, request_id: '20261127000000000000000000000009' }),
		];
		return () => undos.forEach((undo) => undo());
	};

	it('is told with its name where no shop is chosen, once, and the others go on', async () => {
		const polled = trigger({ emit: 'untilShipped' });
		expect(await polled.pollOutputs()).toBeNull();
		const undo = withoutGb();
		const { id } = order();
		const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toMatchObject([
			{
				orderId: '',
				shop: { id: gb.id, name: gb.name },
				exception: {
					code: 'SHOP_NOT_AUTHORIZED',
					message: expect.stringContaining(gb.name),
				},
			},
		]);
		expect((await polled.pollOutputs())?.[1]).toEqual([]);
		polled.restart();
		expect((await polled.pollOutputs())?.[1]).toEqual([]);
		undo();
		expect((await polled.pollOutputs())?.[1]).toMatchObject([
			{ shop: { id: gb.id }, recovered: true },
		]);
	});

	it.each([
		['ID', () => gb.id],
		['code', () => gb.code],
	])('stops no other one where it is chosen by its %s', async (_, chosen) => {
		const polled = trigger({ shops: [us.id, chosen()], emit: 'untilShipped' });
		expect(await polled.pollOutputs()).toBeNull();
		const undo = withoutGb();
		const { id } = order();
		const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toMatchObject([
			{ shop: { id: gb.id, name: gb.name }, exception: { code: 'SHOP_NOT_AUTHORIZED' } },
		]);
		undo();
		expect((await polled.pollOutputs())?.[1]).toMatchObject([{ recovered: true }]);
	});

	it('shows at once when the workflow is published, and where no chosen shop is left', async () => {
		withoutGb();
		await expect(trigger({ shops: [us.id, gb.id] }).pollOutputs()).rejects.toThrow(
			'does not belong to this authorisation',
		);
		const restarted = trigger({ shops: [gb.id] }, { activation: 'init' });
		expect(await restarted.pollOutputs()).toBeNull();
		await expect(restarted.pollOutputs()).rejects.toThrow('does not belong');
	});

	it('is no matter any more once it is taken out of the node', async () => {
		const both = trigger({ shops: [us.id, gb.id] });
		await both.pollOutputs();
		withoutGb();
		expect((await both.pollOutputs())?.[1]).toHaveLength(1);
		const one = trigger({ shops: [us.id] });
		one.staticData = both.staticData;
		expect((await one.pollOutputs())?.[1]).toMatchObject([
			{ shop: { id: gb.id }, recovered: true },
		]);
	});
});

describe('a shop of another kind than expected', () => {
	it('is not read and is told, and the expected ones go on', async () => {
		const { id } = order();
		order('GB01');
		const polled = trigger({ options: { expectedRegion: 'US' } }, { activation: 'init' });
		const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
		expect(idsOf(orders)).toEqual([id]);
		expect(exceptions).toMatchObject([
			{
				shop: { id: gb.id },
				exception: { message: expect.stringContaining('not of the expected kind (US)') },
			},
		]);
	});
});

describe('the list of authorised shops', () => {
	it('one odd row is told and stops no shop, whatever it is and wherever it stands', async () => {
		addMarket(sandbox.tiktok, 'DE');
		const shops = ['US01', 'GB01', 'DE01'];
		const expected = shops.map((key) => order(key).id).sort();
		await fc.assert(
			fc.asyncProperty(fc.jsonValue(), fc.nat({ max: 3 }), async (row, place) => {
				const undo = listShops((rows) => [...rows.slice(0, place), row, ...rows.slice(place)]);
				const [orders, exceptions] = (await trigger().pollOutputs()) ?? [];
				undo();
				expect(idsOf(orders)).toEqual(expected);
				expect(exceptions).toMatchObject([{ exception: { code: 'SHOP_REFUSED' } }]);
			}),
			{ numRuns: 30 },
		);
	});

	it('a shop that is listed twice is read once', async () => {
		const { id } = order();
		listShops((rows) => [...rows, ...rows]);
		expect(idsOf((await trigger().pollOutputs())?.[0])).toEqual([id]);
	});

	it('what is remembered of the shops is small, and nonsense in its place is not trusted', async () => {
		const { id } = order();
		const polled = trigger();
		await polled.pollOutputs();
		expect(JSON.stringify(polled.staticData.shops).length).toBeLessThan(500);
		await fc.assert(
			fc.asyncProperty(fc.jsonValue(), async (shops) => {
				polled.staticData = { ...polled.staticData, shops, streams: {} } as never;
				const [orders, exceptions] = (await polled.pollOutputs()) ?? [];
				expect([idsOf(orders), exceptions]).toEqual([[id], []]);
			}),
			{ numRuns: 30 },
		);
	});
});

it('any one shop that answers anything but what its API describes stops no other shop', async () => {
	const { id } = order();
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(200, 400, 403, 404, 409, 422),
			fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.record({ code: fc.integer() })),
			async (status, body) => {
				const undo = refuse(gb, body, status);
				const [orders] = (await trigger().pollOutputs()) ?? [];
				undo();
				expect(idsOf(orders)).toEqual([id]);
			},
		),
		{ numRuns: 40 },
	);
});
