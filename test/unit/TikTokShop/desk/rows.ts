import fc from 'fast-check';

/** A row of the desk's table as a Data Table node gives it. */
export function row(order_id: string, more: object = {}): Record<string, unknown> {
	return {
		...{ order_id, shop_id: '7', shop_code: 'US1', status: 'open', code: 'SKU_NOT_MAPPED' },
		...{ message: 'No row.', hint: 'Add it.', opened: '2026-11-20T00:00:00.000Z' },
		...{ last_seen: '', closed: '', closed_how: '', note: '', ...more },
	};
}

const keys = fc.oneof(
	fc.integer({ min: 1, max: 30 }).map((number) => `5764600000000000${number}`),
	fc.integer({ min: 1, max: 5 }).map((number) => `shipment:OBS${number}`),
	fc.integer({ min: 1, max: 5 }).map((number) => `cancellation:57646000000000000${number}`),
	fc.integer({ min: 1, max: 3 }).map((number) => `shop:${number}`),
);

const states = fc.constantFrom(
	{ status: 'open', closed_how: '' },
	{ status: 'closed', closed_how: 'by hand' },
	{ status: 'closed', closed_how: 'by itself: went through' },
);

/** Rows of every kind and state, several of one key as well. */
export const someRows = fc.array(
	fc
		.record({
			key: keys,
			state: states,
			code: fc.constantFrom('SKU_NOT_MAPPED', 'OMS_REJECTED', 'CARRIER_NOT_PAIRED', ''),
			shop: fc.constantFrom('US1', 'GB1'),
			message: fc.constantFrom('No row.', 'The OMS says: 库存不足', 'x <b> $& · y'),
			hour: fc.integer({ min: 0, max: 23 }),
		})
		.map(({ key, state, code, shop, message, hour }) =>
			row(key, {
				...state,
				...{ code, message, shop_code: shop, shop_id: shop === 'US1' ? '7' : '8' },
				opened: new Date(Date.UTC(2026, 10, 20, hour)).toISOString(),
			}),
		),
	{ maxLength: 40 },
);
