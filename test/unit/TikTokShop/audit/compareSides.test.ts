import type { OrderItem } from '../../../../nodes/shared/orderItem';
import type { OutboundOrderItem } from '../../../../nodes/shared/outboundOrderItem';
import type { AuditRules } from '../../../../nodes/TikTokShop/audit/orderFindings';
import {
	at,
	DAY,
	gone,
	HOUR,
	idOf,
	kindsOn,
	made,
	NOW,
	sent,
	verdictsOn,
	waiting,
} from '../../../support/items/auditSides';

const OVERDUE = { shipBy: at(NOW - HOUR) };
const line = (systemSku: string, quantity: number) => ({ systemSku, quantity, shippedQuantity: 0 });
const lines = (...given: Array<[sku: string, quantity: number]>) => ({
	lines: given.map(([sku, quantity]) => line(sku, quantity)),
});
const outboundLines = (...given: Array<[sku: string, quantity: number]>) => ({
	outboundLines: given.map(([systemSku, quantity]) => ({ systemSku, quantity, from: [] })),
});

type Case = [what: string, order: OrderItem, outbound: OutboundOrderItem[], kind: string];

describe('an order of both sides', () => {
	it.each<Case>([
		['in the warehouse', waiting(), [made()], 'fine'],
		['that has left, with its number', sent(), [gone()], 'fine'],
		[
			'whose number has other blanks and case',
			sent(1, { trackingNumbers: ['t- 1'] }),
			[gone()],
			'fine',
		],
		[
			'with a cancelled outbound order beside its own',
			waiting(),
			[made(), made(1, { outboundOrderNo: 'OUT-0', status: 4 })],
			'fine',
		],
		[
			'whose lines are in two outbound orders',
			waiting(),
			[
				made(1, lines(['SYS-MUG-BLU', 1])),
				made(1, { outboundOrderNo: 'OUT-2', ...lines(['SYS-MUG-BLU', 1]) }),
			],
			'fine',
		],
		[
			'in two parcels, of which TikTok Shop knows one',
			sent(),
			[
				gone(1, {
					parcels: [
						{ trackingNumber: 'T-1', lines: [] },
						{ trackingNumber: 'T-1b', lines: [] },
					],
				}),
			],
			'fine',
		],
		[
			'found by the key of shop and order',
			waiting(),
			[
				made(1, {
					orderId: '',
					platformOrderNo: '',
					thirdOrderNo: `7490000000000000001:${idOf(1)}`,
				}),
			],
			'fine',
		],
		[
			'found by its third number where the platform number is an own one',
			waiting(),
			[made(1, { orderId: 'WEB-17', platformOrderNo: 'WEB-17' })],
			'fine',
		],
		[
			'made anew under a number of its own',
			waiting(),
			[
				made(1, { orderId: '', platformOrderNo: '', thirdOrderNo: `${idOf(1)}-2` }),
				made(1, { outboundOrderNo: 'OUT-0', status: 4 }),
			],
			'fine',
		],
		['whose outbound order shows no lines', waiting(), [made(1, { lines: [] })], 'fine'],
		[
			'partly shipped, the rest still in the warehouse',
			waiting(1, {
				status: 'PARTIALLY_SHIPPING',
				trackingNumbers: ['X'],
				...outboundLines(['SYS-MUG-BLU', 1]),
			}),
			[made()],
			'fine',
		],
		[
			'canceled after its parcel had left',
			sent(1, { status: 'CANCELLED', lines: [] }),
			[gone()],
			'fine',
		],
		[
			'canceled on both sides',
			waiting(1, { status: 'CANCELLED', lines: [] }),
			[made(1, { status: 4 })],
			'fine',
		],
		[
			'that has left a moment ago',
			waiting(),
			[gone(1, { shippedAt: at(NOW - HOUR / 2) })],
			'underWay',
		],
		[
			'canceled a moment ago',
			waiting(1, { status: 'CANCELLED', updatedAt: at(NOW - HOUR / 2) }),
			[made()],
			'underWay',
		],
		[
			'canceled, while the warehouse intercepts it',
			waiting(1, { status: 'CANCELLED', updatedAt: at(NOW - 5 * HOUR) }),
			[made(1, { status: 6 })],
			'underWay',
		],
		[
			'canceled, and still in the warehouse',
			waiting(1, { status: 'CANCELLED', lines: [] }),
			[made()],
			'extra',
		],
		[
			'canceled, and its interception does not end',
			waiting(1, {
				status: 'CANCELLED',
				updatedAt: at(NOW - 3 * DAY),
				paidAt: at(NOW - 4 * DAY),
				createdAt: at(NOW - 4 * DAY),
			}),
			[made(1, { status: 6 })],
			'extra',
		],
		[
			'all of whose units are canceled, and still in the warehouse',
			waiting(1, { lines: [], outboundLines: undefined }),
			[made()],
			'extra',
		],
		[
			'canceled, and it left afterwards',
			waiting(1, { status: 'CANCELLED', lines: [] }),
			[gone()],
			'extra',
		],
		['unpaid, and in the warehouse', waiting(1, { status: 'UNPAID' }), [made()], 'extra'],
		['twice in the warehouse', waiting(), [made(), made(1, { outboundOrderNo: 'OUT-2' })], 'extra'],
		[
			'twice in the warehouse, with no mapping',
			waiting(1, { outboundLines: undefined }),
			[made(), made(1, { outboundOrderNo: 'OUT-2' })],
			'extra',
		],
		['with a unit too few', waiting(), [made(1, lines(['SYS-MUG-BLU', 1]))], 'differs'],
		['with a unit too many', waiting(), [made(1, lines(['SYS-MUG-BLU', 3]))], 'differs'],
		['with another SKU', waiting(), [made(1, lines(['SYS-MUG-RED', 2]))], 'differs'],
		[
			'with a SKU on top',
			waiting(),
			[made(1, lines(['SYS-MUG-BLU', 2], ['SYS-TEA-GRN', 1]))],
			'differs',
		],
		[
			'spread over two, together too many',
			waiting(),
			[
				made(1, lines(['SYS-MUG-BLU', 1])),
				made(1, { outboundOrderNo: 'OUT-2', ...lines(['SYS-MUG-BLU', 3]) }),
			],
			'differs',
		],
		[
			'partly shipped, the rest is not in the warehouse',
			waiting(1, { status: 'PARTIALLY_SHIPPING', ...outboundLines(['SYS-TEA-GRN', 1]) }),
			[made()],
			'differs',
		],
		[
			'an exception of the warehouse',
			waiting(),
			[made(1, { status: 5, exceptionReason: '库存不足' })],
			'stuck',
		],
		['being intercepted', waiting(), [made(1, { status: 6 })], 'stuck'],
		['an exception of the label', waiting(), [made(1, { status: 7 })], 'stuck'],
		['not moving for two days', waiting(), [made(1, { createdAt: at(NOW - 48 * HOUR) })], 'stuck'],
		[
			'in a state that the OMS does not describe, for two days',
			waiting(),
			[made(1, { status: 12, createdAt: at(NOW - 48 * HOUR) })],
			'stuck',
		],
		[
			'shipped on TikTok Shop, while the warehouse does not move',
			sent(),
			[made(1, { createdAt: at(NOW - 3 * DAY) })],
			'stuck',
		],
		['that has left, still waiting on TikTok Shop', waiting(), [gone()], 'trackingMissing'],
		[
			'that has left without a number',
			waiting(),
			[gone(1, { trackingNumber: '' })],
			'trackingMissing',
		],
		[
			'shipped on TikTok Shop without a number',
			sent(1, { trackingNumbers: undefined }),
			[gone()],
			'trackingMissing',
		],
		[
			'of which one of two shipments was told',
			waiting(1, {
				status: 'PARTIALLY_SHIPPING',
				trackingNumbers: ['T-1'],
				...outboundLines(['SYS-MUG-BLU', 1]),
			}),
			[
				gone(1, lines(['SYS-MUG-BLU', 1])),
				gone(1, { outboundOrderNo: 'OUT-2', trackingNumber: 'T-2', ...lines(['SYS-MUG-BLU', 1]) }),
			],
			'trackingMissing',
		],
		['with another number', sent(1, { trackingNumbers: ['X-9'] }), [gone()], 'trackingDiffers'],
		[
			'with a number on top that nobody has',
			sent(1, { trackingNumbers: ['T-1', 'X-9'] }),
			[gone()],
			'trackingDiffers',
		],
		['in the warehouse after its latest shipping', waiting(1, OVERDUE), [made()], 'late'],
		[
			'not scanned in time',
			sent(1, { status: 'AWAITING_COLLECTION', collectBy: at(NOW - HOUR) }),
			[gone()],
			'late',
		],
		[
			'in a status that nobody knows',
			waiting(1, { status: 'ON_THE_MOON' }),
			[made()],
			'notAudited',
		],
	])('%s', (_, order, outbound, kind) => {
		expect(kindsOn({ orders: [order], outbound })).toEqual([kind]);
	});
});

describe('an order that the OMS does not have', () => {
	it.each<[what: string, order: OrderItem, rules: Partial<AuditRules>, kind: string]>([
		['waits to be shipped', waiting(), {}, 'missingInOms'],
		[
			'waits for the rest of its lines',
			waiting(1, { status: 'PARTIALLY_SHIPPING' }),
			{},
			'missingInOms',
		],
		['has just come', waiting(1, { updatedAt: at(NOW - HOUR / 2) }), {}, 'underWay'],
		[
			'is in its hour of free cancellation',
			waiting(1, { eligibleAt: at(NOW + 1) }),
			{},
			'underWay',
		],
		[
			'is one that the buyer asks to cancel',
			waiting(1, { buyerRequestedCancel: true }),
			{},
			'waits',
		],
		['is shipped already, by another way', sent(), {}, 'passedBy'],
		[
			'is one that TikTok Shop fulfills',
			waiting(1, { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' }),
			{},
			'passedBy',
		],
		['is one that TikTok Shop ships', waiting(1, { shippingType: 'TIKTOK' }), {}, 'passedBy'],
		[
			'is one that TikTok Shop ships, and those are wanted',
			waiting(1, { shippingType: 'TIKTOK' }),
			{ shippingType: '' },
			'missingInOms',
		],
		['is of another shop than the chosen ones', waiting(), { shops: ['GBCB000001'] }, 'passedBy'],
		['is of the chosen shop', waiting(), { shops: ['uslc000001'] }, 'missingInOms'],
		[
			'is of another store warehouse',
			waiting(1, { warehouseId: '1' }),
			{ warehouseIds: ['2'] },
			'passedBy',
		],
		[
			'was skipped by Check Eligibility',
			{ ...waiting(), skipped: 'Its shop …' } as never,
			{},
			'passedBy',
		],
		['is on hold', waiting(1, { status: 'ON_HOLD' }), {}, 'fine'],
		['is canceled', waiting(1, { status: 'CANCELLED', lines: [] }), {}, 'fine'],
		['has nothing left to ship', waiting(1, { lines: [] }), {}, 'fine'],
		[
			'was placed before the time that was read',
			waiting(1, { createdAt: at(NOW - 40 * DAY) }),
			{},
			'notAudited',
		],
	])('%s', (_, order, rules, kind) => {
		expect(kindsOn({ orders: [order], outbound: [{}] }, rules)).toEqual([kind]);
	});

	it('is missing as well where its outbound order is canceled, and the number is told', () => {
		const [found] = verdictsOn({ orders: [waiting()], outbound: [made(1, { status: 4 })] });
		expect([found.kind, found.message]).toEqual([
			'missingInOms',
			expect.stringContaining('canceled: OUT-1'),
		]);
	});

	it('is named once, with what an earlier node says of it, and late besides', () => {
		const exception = { code: 'SKU_NOT_MAPPED', message: 'No row for MUG.' };
		const order = { ...waiting(1, OVERDUE), exception };
		const [found, ...others] = verdictsOn({ orders: [order], outbound: [{}] });
		expect(others).toEqual([]);
		expect(found).toMatchObject({ kind: 'missingInOms', also: ['late'] });
		expect(found.message).toContain('SKU_NOT_MAPPED: No row for MUG.');
	});
});
