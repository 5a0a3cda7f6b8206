import { DEMO_MAPPING, LATE_MAPPING, type Sandbox } from '../../sandbox';
import { addMarket } from '../../sandbox/demo/markets';
import type { Order } from '../../sandbox/tiktok/types';

/** Market of the shop that TikTok Shop refuses. */
const REFUSED_MARKET = 'TH';
/** Only one order of the demonstration needs it. */
const SKU_OF_THE_ROW = 'TEA-CASE-12';

/** A row that somebody has begun to fill in, among the good ones. */
export const MAPPING_WITH_A_ROW_BEGUN = [
	...DEMO_MAPPING,
	...LATE_MAPPING,
	{ store_code: '*', platform_sku: SKU_OF_THE_ROW, system_sku: 'SYS-STICKER' },
];

/** A row of the exception table that belongs to a shop of somebody else. */
export const FOREIGN_EXCEPTION = {
	order_id: '576460000000000099',
	shop_id: '7490000000000000099',
	shop_code: 'SOMEBODY-ELSE',
	status: 'open',
	code: 'SKU_NOT_MAPPED',
	message: 'A row of another account.',
	hint: '',
	opened: '2026-01-01T00:00:00.000Z',
	last_seen: '2026-01-01T00:00:00.000Z',
};

/** One order, one parcel, one row and one shop that cannot go on, among many that can. */
export interface Oddities {
	/** TikTok Shop gives it in another shape than its API describes. */
	unreadable: Order;
	/** TikTok Shop refuses its tracking number with HTTP 400. */
	refusedParcel: Order;
	/** Its SKU has a mapping row that cannot be used. */
	unusableRow: Order;
	/** Of a shop whose calls TikTok Shop refuses. */
	ofRefusedShop: Order;
	/** TikTok Shop gives and takes everything as it should from now on. */
	mend(): void;
}

/** Spoils these four in a sandbox before anything has asked it. */
export function addOddities({ tiktok, answers }: Sandbox): Oddities {
	const orderOf = (scenario: string): Order => {
		const found = [...tiktok.orders.values()].find((order) => order.scenario.name === scenario);
		if (!found) throw new Error(`There is no order "${scenario}" in the sandbox.`);
		return found;
	};
	const unreadable = orderOf('several lines');
	const refusedParcel = orderOf('one line');
	const { shop } = addMarket(tiktok, REFUSED_MARKET);
	const ofRefusedShop = tiktok.addOrder({
		shop: shop.key,
		scenario: 'of a shop that is refused',
		lines: [{ sellerSku: 'MUG-BLUE-350', units: 1 }],
		ageSeconds: 7_200,
	});
	const undo = [
		answers.change({
			service: 'tiktok',
			path: /^\/order\/\d+\/orders(\/search)?$/,
			change: ({ data }: { data?: { orders?: Array<Record<string, unknown>> } }) => {
				for (const order of data?.orders ?? []) {
					if (order.id === unreadable.id) {
						order.packages = [null];
						order.line_items = [{ id: 7, seller_sku: {} }];
					}
				}
			},
		}),
		answers.give({
			service: 'tiktok',
			path: new RegExp(`/orders/${refusedParcel.id}/packages$`),
			status: 400,
			body: { code: 36009004, message: 'invalid tracking_number', request_id: 'sandbox' },
		}),
		answers.give({
			service: 'tiktok',
			path: '/',
			when: ({ query }) => query.shop_cipher === shop.cipher,
			status: 401,
			body: { code: 36009043, message: 'Shop is inactive', request_id: 'sandbox' },
		}),
	];
	return {
		unreadable,
		refusedParcel,
		unusableRow: orderOf('case of twelve'),
		ofRefusedShop,
		mend: () => undo.forEach((each) => each()),
	};
}
