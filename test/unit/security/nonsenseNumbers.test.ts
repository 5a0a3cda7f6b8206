import fc from 'fast-check';

import type { ApiOrder } from '../../../nodes/TikTokShop/orders/apiOrder';
import { Emission } from '../../../nodes/TikTokShop/trigger/emission';
import { toOrderItem } from '../../../nodes/TikTokShop/orders/orderItem';
import { readOrder } from '../../../nodes/TikTokShop/orders/readOrder';
import { nextWindow } from '../../../nodes/TikTokShop/trigger/window';
import { expiryMoment } from '../../../nodes/TikTokShop/transport/tokens';
import { trustedState } from '../../../nodes/TikTokShop/trigger/state';

const NOW = 1_795_000_000;
const SHOP = { id: '1', code: 'US01', name: 'My Shop', region: 'US', sellerType: 'LOCAL' };
const RULES = {
	shippingType: 'SELLER',
	warehouseIds: [],
	includeCancelRequested: false,
	minimumAge: 0,
};

const nonsense = fc.oneof(
	fc.double(),
	fc.integer(),
	fc.constantFrom<unknown>(
		Number.MAX_VALUE,
		-1,
		1e18,
		8.64e12 + 1,
		'',
		'soon',
		'-5',
		'1e400',
		null,
	),
);

const order = fc.record({ create: nonsense, paid: nonsense, update: nonsense, due: nonsense }).map(
	({ create, paid, update, due }) =>
		({
			id: '576500000000000001',
			status: 'AWAITING_SHIPMENT',
			fulfillment_type: 'FULFILLMENT_BY_SELLER',
			shipping_type: 'SELLER',
			is_on_hold_order: true,
			create_time: create,
			paid_time: paid,
			update_time: update,
			rts_sla_time: due,
			line_items: [{ id: '1', sku_id: '10', seller_sku: 'A' }],
		}) as ApiOrder,
);

describe('numbers that cannot be', () => {
	it('in the times of an order leave the time out, and hold up nothing', () => {
		fc.assert(
			fc.property(order, (given) => {
				const { createdAt, paidAt, updatedAt, shipBy } = toOrderItem(given, SHOP);
				for (const time of [createdAt, paidAt, updatedAt, shipBy]) {
					expect(time === undefined || !Number.isNaN(Date.parse(time))).toBe(true);
				}
			}),
		);
	});

	it('in the times of the orders of a poll never stop the next one from reading its window', () => {
		fc.assert(
			fc.property(fc.array(order, { maxLength: 5 }), fc.boolean(), (orders, whole) => {
				const window = { from: NOW - 86_400, to: NOW, audit: true };
				const emission = new Emission(undefined, window, 'changes', RULES);
				emission.select(orders.map((raw) => ({ id: raw.id, order: readOrder(raw).order })));
				emission.commit();
				const read = whole ? emission.completeState() : emission.partialState();
				const state = { version: 1, belongsTo: 'x', streams: { '1:A': read } };
				const stored = JSON.parse(JSON.stringify(state)) as never;
				const { streams } = trustedState(stored, 'x', NOW);
				const rules = { firstPull: 432_000, window: 172_800, auditEvery: 0 };
				const { from, to } = nextWindow(streams['1:A'], rules, NOW + 900);
				expect(Number.isFinite(from) && from < to).toBe(true);
			}),
		);
	});

	it('in the end of a token never make it last for ever', () => {
		fc.assert(
			fc.property(nonsense, (given) => {
				expect(Number.isFinite(expiryMoment(given, NOW))).toBe(true);
			}),
		);
	});
});
