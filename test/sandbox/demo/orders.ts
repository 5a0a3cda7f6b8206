import type { Address } from '../tiktok/types';
import type { LineSeed, OrderSeed, TikTokWorld } from '../tiktok/world';

const HOUR = 60 * 60;

const line = (sellerSku: string, units = 1, isGift = false): LineSeed => ({
	sellerSku,
	units,
	isGift,
});

/** Known answers, written by hand and not computed: what the warehouse should be asked for. */
const need = (systemSku: string, quantity: number) => ({ systemSku, quantity });

function us(
	name: string,
	hours: number,
	rest: Omit<OrderSeed, 'shop'>,
	address: Partial<Address> = {},
): OrderSeed {
	return { shop: 'US01', scenario: name, ageSeconds: hours * HOUR, ...rest, address };
}

function gb(
	name: string,
	hours: number,
	rest: Omit<OrderSeed, 'shop'>,
	address: Partial<Address> = {},
): OrderSeed {
	return { shop: 'GB01', scenario: name, ageSeconds: hours * HOUR, ...rest, address };
}

const person = (name: string, line1: string): Partial<Address> => ({ name, line1 });

const US_ORDERS: OrderSeed[] = [
	us(
		'one line',
		2,
		{ lines: [line('MUG-BLUE-350')], expectedLines: [need('SYS-MUG-BLU', 1)] },
		person('Avery Collins', '18 Cedar Lane'),
	),
	us(
		'several units of one SKU',
		5,
		{ lines: [line('MUG-BLUE-350', 3)], expectedLines: [need('SYS-MUG-BLU', 3)] },
		person('Jordan Lee', '77 Birch Avenue'),
	),
	us(
		'several lines',
		9,
		{
			lines: [line('MUG-RED-350'), line('TEA-GREEN-100', 2), line('CANDLE-VANILLA')],
			expectedLines: [need('SYS-MUG-RED', 1), need('SYS-TEA-GRN', 2), need('SYS-CANDLE', 1)],
		},
		person('Riley Brooks', '340 Lakeview Drive'),
	),
	us(
		'combo',
		14,
		{
			lines: [line('SET-BREAKFAST')],
			expectedLines: [need('SYS-MUG-BLU', 2), need('SYS-PLATE', 2), need('SYS-TEA-GRN', 1)],
		},
		person('Morgan Diaz', '5 Elm Court'),
	),
	us(
		'combos and a single that share a system SKU',
		20,
		{
			lines: [line('SET-BREAKFAST', 2), line('MUG-BLUE-350')],
			expectedLines: [need('SYS-MUG-BLU', 5), need('SYS-PLATE', 4), need('SYS-TEA-GRN', 2)],
		},
		person("José O'Neil", '1 Main Street'),
	),
	us(
		'case of twelve',
		26,
		{ lines: [line('TEA-CASE-12', 2)], expectedLines: [need('SYS-TEA-GRN', 24)] },
		{ ...person('Casey Nguyen', '902 Ocean Blvd'), state: 'New York', stateIso: 'US-NY' },
	),
	us(
		'virtual bundle',
		31,
		{
			lines: [line('GIFT-BOX-01', 2)],
			expectedLines: [need('SYS-MUG-BLU', 2), need('SYS-TEA-GRN', 4)],
		},
		person('Taylor Reed', '64 Hill Road'),
	),
	us(
		'gift',
		36,
		{
			lines: [line('MUG-RED-350'), line('STICKER-PACK', 1, true)],
			expectedLines: [need('SYS-MUG-RED', 1), need('SYS-STICKER', 1)],
		},
		person('Quinn Foster', '12 Maple Street'),
	),
	us(
		'gift of a SKU that was also bought',
		40,
		{
			lines: [line('TEA-GREEN-100', 2), line('TEA-GREEN-100', 1, true)],
			expectedLines: [need('SYS-TEA-GRN', 3)],
		},
		person('Sage Turner', '8 River Walk'),
	),
	us(
		'empty seller SKU, filled in later',
		7,
		{
			lines: [{ sellerSku: 'LAMP-DESK-01', emptySellerSku: true }, line('MUG-BLUE-350')],
			healing: 'sku',
			expectedLines: [need('SYS-LAMP', 1), need('SYS-MUG-BLU', 1)],
		},
		person('Parker Young', '21 Station Road'),
	),
	us(
		'unmapped SKU, mapped later',
		11,
		{
			lines: [line('NEW-ARRIVAL-01'), line('TEA-GREEN-100')],
			healing: 'mapping',
			expectedLines: [need('SYS-NEW-01', 1), need('SYS-TEA-GRN', 1)],
		},
		person('Rowan Price', '44 Garden Street'),
	),
	us(
		'on hold, released later',
		0.2,
		{
			lines: [line('MUG-BLUE-350', 2)],
			status: 'ON_HOLD',
			healing: 'hold',
			expectedLines: [need('SYS-MUG-BLU', 2)],
		},
		person('Emerson Gray', '3 Park Place'),
	),
	us(
		'other store warehouse',
		16,
		{
			lines: [line('CANDLE-VANILLA', 2)],
			warehouse: 1,
			expectedLines: [need('SYS-CANDLE', 2)],
		},
		person('Hayden Scott', '210 Bay Street'),
	),
	us(
		'almost three days old',
		71,
		{
			lines: [line('MUG-RED-350', 2)],
			buyerMessage: 'Please leave it at the back door 🏡',
			expectedLines: [need('SYS-MUG-RED', 2)],
		},
		person('Skyler Ross', '1500 Sunset Road'),
	),
	us(
		'buyer asks to cancel',
		13,
		{ lines: [line('MUG-BLUE-350')], cancelRequested: true, expected: 'ignore' },
		person('Reese Ward', '17 Pine Street'),
	),
	us(
		'masked address',
		18,
		{ lines: [line('TEA-GREEN-100')], masked: true, expected: 'exception' },
		person('Dakota Bell', '6 Forest Way'),
	),
	us('cancelled', 30, { lines: [line('MUG-RED-350')], status: 'CANCELLED', expected: 'ignore' }),
	us('unpaid', 1, { lines: [line('MUG-BLUE-350')], status: 'UNPAID', expected: 'ignore' }),
	us('fulfilled by TikTok', 22, {
		lines: [line('TEA-GREEN-100')],
		fulfillmentType: 'FULFILLMENT_BY_TIKTOK',
		shippingType: 'TIKTOK',
		expected: 'ignore',
	}),
	us('shipped by TikTok', 24, {
		lines: [line('CANDLE-VANILLA')],
		shippingType: 'TIKTOK',
		expected: 'ignore',
	}),
	us('in transit already', 66, {
		lines: [line('MUG-BLUE-350')],
		status: 'IN_TRANSIT',
		expected: 'ignore',
	}),
];

const GB_ORDERS: OrderSeed[] = [
	gb(
		'one line, own mapping of the store',
		3,
		{ lines: [line('MUG-BLUE-350')], expectedLines: [need('SYS-MUG-BLU-UK', 1)] },
		person('Amelia Clarke', '5 Abbey Road'),
	),
	gb(
		'default mapping',
		8,
		{ lines: [line('TEA-GREEN-100', 4)], expectedLines: [need('SYS-TEA-GRN', 4)] },
		person('Harry Evans', '31 Kings Parade'),
	),
	gb(
		'combo, own mapping of the store',
		15,
		{
			lines: [line('SET-BREAKFAST')],
			expectedLines: [need('SYS-MUG-BLU-UK', 2), need('SYS-TEA-GRN', 1)],
		},
		person('Isla Roberts', '9 Castle Street'),
	),
	gb(
		'several lines and units',
		28,
		{
			lines: [line('TOWEL-M', 2), line('MUG-BLUE-350')],
			expectedLines: [need('SYS-TOWEL-M', 2), need('SYS-MUG-BLU-UK', 1)],
		},
		person('Jack Thompson', '78 Mill Lane'),
	),
	gb(
		'sample order',
		44,
		{
			lines: [line('TOWEL-M')],
			isSample: true,
			expectedLines: [need('SYS-TOWEL-M', 1)],
		},
		person('Grace Walker', '2 The Green'),
	),
	gb(
		'two days old',
		58,
		{ lines: [line('TOWEL-M', 3)], expectedLines: [need('SYS-TOWEL-M', 3)] },
		person('Oscar Hughes', '14 Church Lane'),
	),
	gb('delivered already', 70, {
		lines: [line('TEA-GREEN-100')],
		status: 'DELIVERED',
		expected: 'ignore',
	}),
];

/** The orders of the demo, oldest first, spread over the last three days. */
export function addDemoOrders(world: TikTokWorld): void {
	const oldestFirst = [...US_ORDERS, ...GB_ORDERS].sort(
		(a, b) => (b.ageSeconds ?? 0) - (a.ageSeconds ?? 0),
	);
	for (const seed of oldestFirst) world.addOrder(seed);
}
