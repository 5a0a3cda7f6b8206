import fc from 'fast-check';

import type { OrderItem } from '../../../../nodes/shared/orderItem';
import type { OutboundOrderItem } from '../../../../nodes/shared/outboundOrderItem';
import { isDifference, type Kind } from '../../../../nodes/TikTokShop/audit/finding';
import {
	at,
	DAY,
	gone,
	HOUR,
	made,
	NOW,
	sent,
	verdictsOn,
	waiting,
} from '../../../support/items/auditSides';

interface Pair {
	orders: OrderItem[];
	outbound: OutboundOrderItem[];
}

const units = (quantity: number, sku = 'SYS-MUG-BLU') => ({
	lines: [{ systemSku: sku, quantity, shippedQuantity: 0 }],
});

/** Orders on which both sides agree, by serial: each has one of its own outbound orders, or needs none. */
const AGREEING: Record<string, (serial: number) => Pair> = {
	waits: (n) => ({ orders: [waiting(n)], outbound: [made(n)] }),
	left: (n) => ({ orders: [sent(n)], outbound: [gone(n)] }),
	'made anew': (n) => ({
		orders: [waiting(n)],
		outbound: [made(n), made(n, { outboundOrderNo: `OLD-${n}`, status: 4 })],
	}),
	'in two': (n) => ({
		orders: [waiting(n)],
		outbound: [made(n, units(1)), made(n, { outboundOrderNo: `TWO-${n}`, ...units(1) })],
	}),
	canceled: (n) => ({
		orders: [waiting(n, { status: 'CANCELLED', lines: [], outboundLines: undefined })],
		outbound: [made(n, { status: 4 })],
	}),
	'canceled before': (n) => ({
		orders: [waiting(n, { status: 'CANCELLED', lines: [] })],
		outbound: [],
	}),
	'of nobody': (n) => ({
		orders: [],
		outbound: [made(n, { storeCode: 'OTHER', outboundOrderNo: `OTHER-${n}` })],
	}),
	'by hand': (n) => ({
		orders: [],
		outbound: [
			made(n, {
				...{ outboundOrderNo: `HAND-${n}`, orderId: `S-${n}` },
				...{ platformOrderNo: '', thirdOrderNo: `S-${n}` },
			}),
		],
	}),
	'by TikTok': (n) => ({
		orders: [waiting(n, { fulfillmentType: 'FULFILLMENT_BY_TIKTOK' })],
		outbound: [],
	}),
	new: (n) => ({ orders: [waiting(n, { updatedAt: at(NOW - HOUR / 4) })], outbound: [] }),
};

/** One difference each, with the kind that it has to be found as. */
const PLANTED: Record<string, [kind: Kind, make: (serial: number) => Pair]> = {
	'not handed over': ['missingInOms', (n) => ({ orders: [waiting(n)], outbound: [] })],
	'canceled in the OMS only': [
		'missingInOms',
		(n) => ({ orders: [waiting(n)], outbound: [made(n, { status: 4 })] }),
	],
	'canceled on TikTok Shop only': [
		'extra',
		(n) => ({ orders: [waiting(n, { status: 'CANCELLED', lines: [] })], outbound: [made(n)] }),
	],
	'an order that nobody knows': ['extra', (n) => ({ orders: [], outbound: [made(n)] })],
	double: [
		'extra',
		(n) => ({ orders: [waiting(n)], outbound: [made(n), made(n, { outboundOrderNo: `D-${n}` })] }),
	],
	'a unit too few': ['differs', (n) => ({ orders: [waiting(n)], outbound: [made(n, units(1))] })],
	'another SKU': ['differs', (n) => ({ orders: [sent(n)], outbound: [gone(n, units(2, 'X'))] })],
	stopped: ['stuck', (n) => ({ orders: [waiting(n)], outbound: [made(n, { status: 5 })] })],
	standing: [
		'stuck',
		(n) => ({ orders: [waiting(n)], outbound: [made(n, { createdAt: at(NOW - 3 * DAY) })] }),
	],
	'not told': ['trackingMissing', (n) => ({ orders: [waiting(n)], outbound: [gone(n)] })],
	'told otherwise': [
		'trackingDiffers',
		(n) => ({ orders: [sent(n, { trackingNumbers: ['WRONG'] })], outbound: [gone(n)] }),
	],
	overdue: [
		'late',
		(n) => ({ orders: [waiting(n, { shipBy: at(NOW - HOUR) })], outbound: [made(n)] }),
	],
	'of an unknown status': [
		'notAudited',
		(n) => ({ orders: [waiting(n, { status: 'NEW_ONE' })], outbound: [made(n)] }),
	],
};

/** Two sides that agree, with their rows in any order. */
const agreeing = fc
	.array(fc.constantFrom(...Object.keys(AGREEING)), { minLength: 1, maxLength: 25 })
	.map((names) => names.map((name, index) => AGREEING[name](index + 2)))
	.chain((pairs) =>
		fc.record({
			orders: shuffled([waiting(1), ...pairs.flatMap(({ orders }) => orders)]),
			outbound: shuffled([made(1), ...pairs.flatMap(({ outbound }) => outbound)]),
		}),
	);

function shuffled<T>(rows: T[]): fc.Arbitrary<T[]> {
	return fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length });
}

const differencesOf = (given: Pair) => verdictsOn(given).filter(({ kind }) => isDifference(kind));

it('two sides that agree show no difference', () => {
	fc.assert(fc.property(agreeing, (given) => expect(differencesOf(given)).toEqual([])));
});

it.each(Object.entries(PLANTED))(
	'one difference among orders that agree is found once, and nothing else: %s',
	(_, [kind, make]) => {
		fc.assert(
			fc.property(agreeing, fc.boolean(), (given, isFirst) => {
				const planted = make(99);
				const both = (theirs: object[], ours: object[]) =>
					(isFirst ? [...ours, ...theirs] : [...theirs, ...ours]) as never[];
				const found = differencesOf({
					orders: both(given.orders, planted.orders),
					outbound: both(given.outbound, planted.outbound),
				});
				expect(found.map((each) => [each.kind, each.orderId])).toEqual([
					[kind, waiting(99).orderId],
				]);
			}),
			{ numRuns: 50 },
		);
	},
);

it('every order gets exactly one verdict, whatever both sides say', () => {
	const any = fc.constantFrom(
		...Object.values(AGREEING),
		...Object.values(PLANTED).map(([, m]) => m),
	);
	fc.assert(
		fc.property(fc.array(any, { maxLength: 25 }), (makers) => {
			const pairs = makers.map((make, index) => make(index + 1));
			const orders = pairs.flatMap((pair) => pair.orders);
			const found = verdictsOn({
				orders: [{}, ...orders],
				outbound: [{}, ...pairs.flatMap((pair) => pair.outbound)],
			});
			const ids = found.flatMap(({ order }) => order?.orderId ?? []);
			expect(ids.sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
		}),
	);
});
