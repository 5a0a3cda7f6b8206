import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { compareWithDesk } from '../../../nodes/TikTokShop/desk/compareWithDesk';
import { DeskRows } from '../../../nodes/TikTokShop/desk/deskRows';
import {
	summaryOf,
	toResultLine,
	type ResultLine,
} from '../../../nodes/TikTokShop/desk/resultLine';

const SHOP = { id: '7490000000000000002', code: 'GBCB000001', name: 'Sunny Home UK', region: 'GB' };
const NOW = Date.UTC(2026, 10, 27, 12);
const MINUTES_AGO = new Date(NOW - 15 * 60_000).toISOString();

const order = { orderId: '57', idempotencyKey: '7:57', shop: SHOP, status: 'AWAITING_SHIPMENT' };
const exception = { code: 'SKU_NOT_MAPPED', message: 'No row.', hint: 'Add it.' };
const created = {
	...order,
	outboundOrder: { outboundOrderNo: 'OUT-1' },
	outboundOrderCreated: true,
	outboundLines: [
		{ systemSku: 'SYS-MUG', quantity: 2 },
		{ systemSku: 'SYS-TEA', quantity: 1 },
	],
};
const shipment = {
	outboundOrderNo: 'OBS1',
	thirdOrderNo: '57',
	orderId: '57',
	storeCode: 'GB1',
	status: 3,
};

const lineOf = (json: object): ResultLine => toResultLine(json as IDataObject);

const openRow = (line: ResultLine, lastSeen = MINUTES_AGO) => ({
	...{ order_id: line.order_id, status: 'open', code: line.code, message: line.message },
	...{ hint: line.hint, opened: '2026-11-20T00:00:00.000Z', last_seen: lastSeen },
});

describe('a result line', () => {
	it('shows what became of it and why in its first columns', () => {
		const columns = Object.keys(lineOf({ ...order, exception }));
		expect(columns.slice(0, 4)).toEqual(['result', 'order_id', 'message', 'hint']);
		const { toNote } = compareWithDesk([lineOf({ ...order, exception })], new DeskRows([]), NOW);
		expect(Object.keys(toNote[0]).slice(0, 3)).toEqual(['order_id', 'message', 'hint']);
	});

	it('of a row that was looked up in vain is about that row, not about a shop', () => {
		const looked = { order_id: 'shipment:OBS1', exception };
		expect(lineOf(looked)).toMatchObject({ result: 'waits', order_id: 'shipment:OBS1' });
	});

	it.each<[items: object[], says: string]>([
		[[], ''],
		[[created, created, { ...order, exception }], '2 created · 1 waits'],
		[
			[
				{ ...order, exception },
				{ ...order, exception },
				{ ...order, skipped: 'x' },
			],
			'2 wait · 1 skipped',
		],
	])('is counted at a glance: %j', (items, says) => {
		expect(summaryOf(items.map(lineOf))).toBe(says);
	});
});

describe('what became of an item', () => {
	it.each<[what: string, item: object, line: Partial<ResultLine>]>([
		[
			'a created order',
			created,
			{
				order_id: '57',
				result: 'created',
				outbound_order_no: 'OUT-1',
				lines: 'SYS-MUG × 2, SYS-TEA × 1',
				shop_code: SHOP.code,
			},
		],
		['an order that existed', { ...created, outboundOrderCreated: false }, { result: 'existed' }],
		['an order that waits', { ...order, exception }, { result: 'waits', ...exception }],
		[
			'a skipped order',
			{ ...order, skipped: 'The buyer asks to cancel it.' },
			{ result: 'skipped', message: 'The buyer asks to cancel it.', code: '' },
		],
		[
			'a refused shop',
			{ orderId: '', shop: SHOP, exception },
			{ order_id: `shop:${SHOP.id}`, result: 'waits' },
		],
		[
			'a shop that is read again',
			{ orderId: '', shop: SHOP, recovered: true },
			{ order_id: `shop:${SHOP.id}`, result: 'recovered' },
		],
		[
			'a tracking number that was sent',
			{ ...shipment, fulfillment: { sent: true } },
			{ order_id: 'shipment:OBS1', result: 'sent', shop_code: 'GB1', order_status: '' },
		],
		[
			'a tracking number that would be sent',
			{ ...shipment, fulfillment: { preview: true } },
			{ order_id: 'shipment:OBS1', result: 'skipped' },
		],
		[
			'an outbound order of another seller',
			{ ...shipment, fulfillment: { sent: false, status: 'passedBy', reason: 'Store X …' } },
			{ order_id: 'shipment:OBS1', result: 'skipped', message: 'Store X …' },
		],
		[
			'a tracking number that waits',
			{ ...shipment, exception },
			{ order_id: 'shipment:OBS1', result: 'waits', outbound_order_no: 'OBS1' },
		],
		['an item that names nothing', { exception }, { order_id: 'shop:', result: 'waits' }],
	])('%s', (_, item, line) => {
		expect(lineOf(item)).toMatchObject(line);
	});

	it('is a line of texts, whatever the item holds', () => {
		fc.assert(
			fc.property(fc.object({ maxDepth: 3 }), (item) => {
				const line = lineOf({ ...item, orderId: item.orderId });
				for (const value of Object.values(line)) expect(typeof value).toBe('string');
			}),
		);
	});
});

describe('the exception desk', () => {
	const compare = (items: object[], rows: object[] = []) =>
		compareWithDesk(items.map(lineOf), new DeskRows(rows), NOW);

	it('gets a row for an order that begins to wait', () => {
		expect(compare([{ ...order, exception }])).toEqual({
			toNote: [
				{
					...{ order_id: '57', shop_code: SHOP.code, shop_id: SHOP.id, status: 'open' },
					...exception,
					...{ opened: new Date(NOW).toISOString(), last_seen: new Date(NOW).toISOString() },
				},
			],
			toClose: [],
		});
	});

	it('is not written when an order waits for the same reason as before', () => {
		const waits = { ...order, exception };
		expect(compare([waits], [openRow(lineOf(waits))])).toEqual({ toNote: [], toClose: [] });
	});

	it('is written when the reason has changed, and keeps the time at which the row was opened', () => {
		const row = { ...openRow(lineOf({ ...order, exception })), message: 'Another reason.' };
		const { toNote } = compare([{ ...order, exception }], [row]);
		expect(toNote).toMatchObject([{ message: 'No row.', opened: row.opened }]);
	});

	it('shows twice a day that a row is still looked at', () => {
		const waits = { ...order, exception };
		const row = openRow(lineOf(waits), new Date(NOW - 13 * 3_600_000).toISOString());
		expect(compare([waits], [row]).toNote).toMatchObject([{ opened: row.opened }]);
	});

	it.each<[what: string, item: object, how: string | undefined]>([
		['went through', created, 'by itself: went through'],
		['was there already', { ...created, outboundOrderCreated: false }, 'by itself: went through'],
		['is cancelled', { ...order, status: 'CANCELLED', skipped: 'no' }, 'TikTok Shop: CANCELLED'],
		['is asked to be cancelled', { ...order, skipped: 'The buyer asks.' }, undefined],
		['is on hold', { ...order, status: 'ON_HOLD', skipped: 'no' }, undefined],
		['still waits', { ...order, exception }, undefined],
	])('closes the row of an order that %s, if it is over', (_, item, how) => {
		const row = openRow(lineOf({ ...order, exception }));
		const { toClose } = compare([item], [row]);
		expect(toClose.map(({ closed_how: text }) => text)).toEqual(how === undefined ? [] : [how]);
	});

	it('does not touch what has no open row', () => {
		expect(compare([created])).toEqual({ toNote: [], toClose: [] });
	});

	it('keeps a row that a person has closed', () => {
		const rows = [{ order_id: '57', status: 'closed', closed_how: 'by hand' }];
		expect(compare([{ ...order, exception }], rows).toNote).toEqual([]);
		expect(new DeskRows(rows).isClosedByHand('57')).toBe(true);
		const again = [{ order_id: '57', status: 'closed', closed_how: 'by hand, then tried again' }];
		expect(compare([{ ...order, exception }], again).toNote).toHaveLength(1);
	});

	it('keeps orders, shipments and shops apart', () => {
		const rows = [
			openRow(lineOf({ ...order, exception })),
			openRow(lineOf({ ...shipment, exception })),
			openRow(lineOf({ orderId: '', shop: SHOP, exception })),
		];
		const sent = { ...shipment, fulfillment: { sent: true } };
		expect(compare([sent], rows).toClose).toMatchObject([{ order_id: 'shipment:OBS1' }]);
		expect(compare([created], rows).toClose).toMatchObject([{ order_id: '57' }]);
		const recovered = { orderId: '', shop: SHOP, recovered: true };
		expect(compare([recovered], rows).toClose).toMatchObject([{ order_id: `shop:${SHOP.id}` }]);
	});

	it('closes the row of a shipment that turns out to be of another seller, and not in a preview', () => {
		const rows = [openRow(lineOf({ ...shipment, exception }))];
		const passedBy = { ...shipment, fulfillment: { status: 'passedBy', reason: 'Store X …' } };
		expect(compare([passedBy], rows).toClose).toMatchObject([
			{ closed_how: 'by itself: cancelled, or another seller or platform' },
		]);
		const preview = { ...shipment, fulfillment: { preview: true } };
		expect(compare([preview], rows).toClose).toEqual([]);
	});

	it('keeps what has to be cancelled in the OMS apart from its order, until it is cancelled', () => {
		const waits = { ...order, cancellation: { result: 'waits' }, exception };
		const rows = [openRow(lineOf(waits)), openRow(lineOf({ ...order, exception }))];
		expect(rows[0].order_id).toBe('cancellation:57');
		expect(compare([created], rows).toClose).toMatchObject([{ order_id: '57' }]);
		const cancelled = {
			...order,
			cancellation: { result: 'cancelled', outboundOrderNos: ['OUT-1', 'OUT-2'] },
		};
		expect(lineOf(cancelled)).toMatchObject({
			result: 'cancelled',
			outbound_order_no: 'OUT-1, OUT-2',
		});
		expect(compare([cancelled], rows).toClose).toMatchObject([
			{ order_id: 'cancellation:57', closed_how: 'by itself: cancelled in the OMS' },
		]);
		for (const result of ['none', 'notAsked']) {
			expect(compare([{ ...order, cancellation: { result } }], rows).toClose).toMatchObject([
				{ order_id: 'cancellation:57' },
			]);
		}
		expect(compare([waits], rows)).toEqual({ toNote: [], toClose: [] });
	});

	it('names the outbound order that an exception is about', () => {
		const about = { ...exception, details: { outboundOrderNo: 'OUT-9' } };
		expect(lineOf({ ...order, exception: about }).outbound_order_no).toBe('OUT-9');
	});

	it('of two results of one order, the one that is over decides', () => {
		const row = openRow(lineOf({ ...order, exception }));
		for (const items of [
			[created, { ...order, exception }],
			[{ ...order, exception }, created],
		]) {
			expect(compare(items, [row])).toMatchObject({ toNote: [], toClose: [{ order_id: '57' }] });
		}
	});

	it('takes empty tables and rows that are none', () => {
		expect(compare([{ ...order, exception }], [{}, { order_id: null }]).toNote).toHaveLength(1);
	});

	it('writes nothing a second time when its first changes were written', () => {
		const item = fc.record({
			orderId: fc.integer({ min: 1, max: 12 }).map(String),
			waits: fc.boolean(),
			code: fc.constantFrom('SKU_NOT_MAPPED', 'INSUFFICIENT_STOCK'),
		});
		fc.assert(
			fc.property(fc.array(item, { maxLength: 30 }), (items) => {
				const lines = items.map(({ orderId, waits, code }) =>
					lineOf(
						waits
							? { ...order, orderId, exception: { ...exception, code } }
							: { ...created, orderId },
					),
				);
				const first = compareWithDesk(lines, new DeskRows([]), NOW);
				const second = compareWithDesk(lines, new DeskRows(first.toNote), NOW);
				expect(second).toEqual({ toNote: [], toClose: [] });
			}),
		);
	});
});
