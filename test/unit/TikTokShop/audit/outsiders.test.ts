import type { OrderItem } from '../../../../nodes/shared/orderItem';
import type { OutboundOrderItem } from '../../../../nodes/shared/outboundOrderItem';
import {
	at,
	DAY,
	gone,
	HOUR,
	idOf,
	kindsOn,
	made,
	NOW,
	openRow,
	sent,
	verdictsOn,
	waiting,
} from '../../../support/items/auditSides';

const OVERDUE = { shipBy: at(NOW - HOUR) };
const line = (systemSku: string, quantity: number) => ({ systemSku, quantity, shippedQuantity: 0 });

describe('the exception desk', () => {
	const id = idOf(1);

	it.each<[what: string, order: OrderItem, outbound: object[], row: object, kind: string]>([
		['excuses an order that waits', waiting(), [{}], openRow(id), 'waits'],
		[
			'excuses a cancellation that came too late',
			waiting(1, { status: 'CANCELLED', lines: [] }),
			[made()],
			openRow(`cancellation:${id}`, 'CANCELLED_TOO_LATE'),
			'waits',
		],
		['excuses none that is overdue', waiting(1, OVERDUE), [{}], openRow(id), 'late'],
		['excuses a stuck outbound order', waiting(), [made(1, { status: 5 })], openRow(id), 'waits'],
		['excuses other lines', waiting(), [made(1, { lines: [line('X', 1)] })], openRow(id), 'waits'],
		[
			'excuses a number that cannot be sent',
			waiting(),
			[gone()],
			openRow('shipment:OUT-1'),
			'waits',
		],
		[
			'says nothing of another shipment',
			waiting(),
			[gone()],
			openRow('shipment:OUT-9'),
			'trackingMissing',
		],
		[
			'says nothing by a row that is closed',
			waiting(),
			[{}],
			{ ...openRow(id), status: 'closed' },
			'missingInOms',
		],
		['takes back nothing that is fine', sent(), [gone()], openRow(id), 'fine'],
		[
			'was told by hand that the order must not go',
			waiting(),
			[{}],
			{ order_id: id, status: 'closed', closed_how: 'by hand' },
			'passedBy',
		],
	])('%s', (_, order, outbound, row, kind) => {
		expect(kindsOn({ orders: [order], outbound, desk: [row] })).toEqual([kind]);
	});

	it('keeps what waits as another difference of the order', () => {
		const given = { orders: [waiting(1, OVERDUE)], outbound: [made(1, { status: 7 })] };
		const [found] = verdictsOn({ ...given, desk: [openRow(id)] });
		expect(found).toMatchObject({ kind: 'late', also: ['stuck'], hint: 'Add it.' });
	});
});

describe('an order that was handed over again', () => {
	it.each([
		['created', 'healed'],
		['existed', 'healed'],
		['waits', 'waits'],
		['skipped', 'passedBy'],
	])('%s is %s', (result, kind) => {
		const desk = [{ order_id: idOf(1), result, code: '', message: 'M.' }];
		expect(kindsOn({ orders: [waiting()], outbound: [{}], desk })).toEqual([kind]);
	});
});

describe('an overdue order that was handed over again', () => {
	it.each(['created', 'existed'])('and %s stays late', (result) => {
		const desk = [{ order_id: idOf(1), result, code: '', message: 'M.' }];
		const [found] = verdictsOn({ orders: [waiting(1, OVERDUE)], outbound: [{}], desk });
		expect(found).toMatchObject({ kind: 'late', also: [], hint: expect.stringContaining('buyer') });
		expect(found.message).toContain(`handed over again: ${result}.`);
	});
});

describe('an outbound order whose order TikTok Shop has not shown', () => {
	const other = made(2);
	it.each<[what: string, outbound: Partial<OutboundOrderItem>, kind: string]>([
		['is too many', {}, 'extra'],
		['is too many after it has left', { status: 3 }, 'extra'],
		['is nothing when canceled', { status: 4 }, 'none'],
		['is passed by: of another store', { storeCode: 'OTHER' }, 'passedBy'],
		['is passed by: of another platform', { salesPlatform: 'Shopee' }, 'passedBy'],
		[
			'is passed by: a sample made by hand',
			{ orderId: 'SAMPLE-1', platformOrderNo: '', thirdOrderNo: 'SAMPLE-1' },
			'passedBy',
		],
		['is passed by: older than what was read', { createdAt: at(NOW - 40 * DAY) }, 'passedBy'],
		['is too many without a store, in an account of its own', { storeCode: '' }, 'extra'],
		['is under way while it is new', { createdAt: at(NOW - HOUR / 2) }, 'underWay'],
	])('%s', (_, more, kind) => {
		const given = { orders: [waiting()], outbound: [made(), made(2, more)] };
		expect(kindsOn(given).slice(1)).toEqual(kind === 'none' ? [] : [kind]);
	});

	it('is passed by without a store where other sellers share the account, unless its number names a shop', () => {
		const shared = made(3, { storeCode: 'OTHER' });
		const nameless = { ...other, storeCode: '' };
		const given = { orders: [waiting()], outbound: [made(), shared, nameless] };
		expect(kindsOn(given)).toEqual(['fine', 'passedBy', 'passedBy']);
		const named = { ...nameless, thirdOrderNo: `7490000000000000001:${idOf(2)}` };
		expect(kindsOn({ ...given, outbound: [made(), shared, named] })[2]).toBe('extra');
	});

	it('is named by its order, not by the shop in front of it', () => {
		const thirdOrderNo = `7490000000000000001:${idOf(2)}`;
		const nameless = { ...other, orderId: '', platformOrderNo: '', thirdOrderNo };
		const [, found] = verdictsOn({ orders: [waiting()], outbound: [made(), nameless] });
		expect(found).toMatchObject({ kind: 'extra', orderId: idOf(2) });
	});

	it('is one verdict for several of the same order', () => {
		const given = [made(), other, { ...other, outboundOrderNo: 'OUT-3' }];
		const found = verdictsOn({ orders: [waiting()], outbound: given });
		expect(found.slice(1)).toMatchObject([{ kind: 'extra', orderId: idOf(2) }]);
		expect(found[1].outboundOrders).toHaveLength(2);
	});
});

describe('an order that came twice', () => {
	const old = waiting(1, { updatedAt: at(NOW - 5 * HOUR), status: 'ON_HOLD' });
	const now = waiting(1, { updatedAt: at(NOW - 4 * HOUR) });

	it.each([
		['first', [now, old]],
		['last', [old, now]],
	])('counts as it is now, also when that comes %s', (_, orders) => {
		expect(kindsOn({ orders, outbound: [made()] })).toEqual(['fine']);
	});

	it('counts with its lines, where SKU Mapping gives it once more', () => {
		const unmapped = waiting(1, { outboundLines: undefined });
		const outbound = [made(1, { lines: [line('X', 1)] })];
		expect(kindsOn({ orders: [unmapped, waiting()], outbound })).toEqual(['differs']);
	});
});

describe('a side that is not complete', () => {
	const exception = { code: 'ORDER_UNREADABLE', message: 'It cannot be read.', hint: 'H.' };
	const shop = { id: '7490000000000000001', code: 'USLC000001' };

	it.each<[what: string, orders: object[], outbound: object[], kinds: string[]]>([
		['TikTok Shop fails', [{ error: 'No answer.' }], [made()], ['notAudited', 'notAudited']],
		['TikTok Shop says nothing', [], [made()], ['notAudited', 'notAudited']],
		['the OMS fails', [waiting()], [{ error: 'No answer.' }], ['notAudited', 'notAudited']],
		['the OMS says nothing', [waiting()], [], ['notAudited', 'notAudited']],
		['neither says anything', [], [], ['notAudited', 'notAudited']],
		[
			'the OMS fails, and what is late stays late',
			[waiting(1, OVERDUE)],
			[{ error: 'E.' }],
			['late', 'notAudited'],
		],
		[
			'one order cannot be read',
			[waiting(), { orderId: idOf(2), shop, exception }],
			[made(), made(2)],
			['fine', 'notAudited'],
		],
		[
			'a shop is refused',
			[waiting(), { orderId: '', shop, exception }],
			[made(), made(2)],
			['fine', 'notAudited', 'notAudited'],
		],
		[
			'an outbound order cannot be read',
			[waiting(), waiting(2)],
			[made(), { ...made(2), exception }],
			['fine', 'notAudited'],
		],
		[
			'an outbound order without any number',
			[waiting(), waiting(2)],
			[made(), { outboundOrderNo: '', exception }],
			['fine', 'notAudited', 'notAudited'],
		],
		['an item is no order', [waiting(), { odd: 1 }], [made()], ['fine', 'notAudited']],
		['an item is no outbound order', [waiting()], [made(), { odd: 1 }], ['fine', 'notAudited']],
		[
			'the OMS was read without Simplify',
			[waiting()],
			[{ outboundOrderNo: 'OUT-1', thirdOrderNo: idOf(1), status: 3 }],
			['notAudited', 'notAudited'],
		],
	])('%s', (_, orders, outbound, kinds) => {
		expect(kindsOn({ orders, outbound })).toEqual(kinds);
	});

	it('is complete with what the warehouse has stopped, which comes with an exception', () => {
		const stopped = { ...made(1, { status: 5 }), exception: { code: 'WAREHOUSE_EXCEPTION' } };
		expect(kindsOn({ orders: [waiting()], outbound: [stopped] })).toEqual(['stuck']);
	});

	it('is complete with nothing on it: the node that read it gives an empty item', () => {
		expect(kindsOn({ orders: [{}], outbound: [{}] })).toEqual([]);
		expect(kindsOn({ orders: [{ recovered: true, orderId: '', shop }], outbound: [{}] })).toEqual(
			[],
		);
	});
});
