import { salesWarehouse, GB_ADDRESS, US_ADDRESS } from '../../../sandbox/demo/shops';
import type { OmsWorld } from '../../../sandbox/oms/world';
import type { Address, Product, Shop, ShippingProvider } from '../../../sandbox/tiktok/types';
import type { TikTokWorld } from '../../../sandbox/tiktok/world';

/** A market: its shops are served by one warehouse, one channel and one carrier. */
export interface Market {
	region: string;
	shops: number;
	address: Address;
	whCode: string;
	channel: string;
	carrier: string;
	provider: ShippingProvider;
	trackNo: (seq: number) => string;
}

const VN_ADDRESS: Address = {
	...US_ADDRESS,
	city: 'Hanoi',
	state: 'Hanoi',
	stateIso: 'HN',
	postalCode: '100000',
	regionCode: 'VN',
	country: 'Vietnam',
};

const padded = (seq: number, length: number): string => String(seq).padStart(length, '0');

/** Ten shops: Mark Package As Shipped in the US and the UK, Ship Package in Vietnam (TikTok Shop API §4.5). */
export const MARKETS: readonly Market[] = [
	{
		region: 'US',
		shops: 6,
		address: US_ADDRESS,
		whCode: 'USLAX1',
		channel: 'USPS-GA',
		carrier: 'USPS',
		provider: { id: '7117858858072016686', name: 'USPS', numberPattern: /^9\d{21}$/ },
		trackNo: (seq) => `94001118992${padded(seq, 11)}`,
	},
	{
		region: 'GB',
		shops: 2,
		address: GB_ADDRESS,
		whCode: 'GBLON1',
		channel: 'ROYAL-48',
		carrier: 'ROYALMAIL',
		provider: { id: '6965385313930937858', name: 'Royal Mail', numberPattern: /^RM\d{9}GB$/ },
		trackNo: (seq) => `RM${padded(seq, 9)}GB`,
	},
	{
		region: 'VN',
		shops: 2,
		address: VN_ADDRESS,
		whCode: 'VNHAN1',
		channel: 'GHN-STD',
		carrier: 'GHN',
		provider: { id: '6841743441349706241', name: 'GHN', numberPattern: /^GHN\d{10}$/ },
		trackNo: (seq) => `GHN${padded(seq, 10)}`,
	},
];

export const PAIRING = MARKETS.map(({ carrier, provider }) => ({
	store_code: '*',
	carrier,
	provider: provider.id,
}));

/** Seller SKUs that every shop sells, and the system SKUs they become. */
export const SKUS: Readonly<Record<string, ReadonlyArray<readonly [string, number]>>> = {
	'MUG-BLUE': [['SYS-MUG-BLU', 1]],
	'MUG-RED': [['SYS-MUG-RED', 1]],
	'TEA-CASE-12': [['SYS-TEA', 12]],
	'SET-BREAKFAST': [
		['SYS-MUG-BLU', 2],
		['SYS-PLATE', 2],
		['SYS-TEA', 1],
	],
	LAMP: [['SYS-LAMP', 1]],
	/** Mapped only some time after its first orders. */
	'NEW-ARRIVAL': [['SYS-NEW', 1]],
	/** The warehouse runs out of it, or has not registered it yet: one bad row in a batch. */
	CANDLE: [['SYS-CANDLE', 1]],
	/** Mapped one after the other in the course of the longest wait. */
	'LATE-A': [['SYS-LATE-A', 1]],
	'LATE-B': [['SYS-LATE-B', 2]],
	'LATE-C': [['SYS-LATE-C', 1]],
	/** In stock only after a part of the longest wait. */
	'SOLD-OUT-A': [['SYS-SOLD-A', 1]],
	'SOLD-OUT-B': [['SYS-SOLD-B', 1]],
};

export const LATE_SKUS: readonly string[] = ['LATE-A', 'LATE-B', 'LATE-C'];
export const SOLD_OUT_SKUS: readonly string[] = ['SOLD-OUT-A', 'SOLD-OUT-B'];
/** System SKUs of the goods that are sold out at first. */
const SOLD_OUT: readonly string[] = SOLD_OUT_SKUS.map((sku) => SKUS[sku][0][0]);

export const SCARCE = { sellerSku: 'CANDLE', systemSku: 'SYS-CANDLE' };
export const UNMAPPED = 'NEW-ARRIVAL';
export const PLENTY = 1_000_000_000;

const DAY = 86_400;

function products(shop: Shop, number: number, now: number): Product[] {
	return Object.keys(SKUS).map((sellerSku, index) => {
		const serial = padded(number * 100 + index, 6);
		return {
			id: `172958271831${serial}`,
			shopId: shop.id,
			title: sellerSku.toLowerCase(),
			status: 'ACTIVATE',
			createTime: now - 200 * DAY,
			updateTime: now - 30 * DAY,
			skus: [
				{
					id: `182958271831${serial}`,
					name: 'Default',
					sellerSku,
					price: '9.90',
					stock: 500,
					bundle: [],
				},
			],
		};
	});
}

/** @returns the market of each shop, by shop key */
export function addShops(world: TikTokWorld): Map<string, Market> {
	const marketOf = new Map<string, Market>();
	for (const market of MARKETS) {
		for (let each = 1; each <= market.shops; each++) {
			const number = marketOf.size + 1;
			const serial = padded(number, 3);
			const key = `${market.region}${padded(each, 2)}`;
			const shop: Shop = {
				key,
				id: `7490000000000000${serial}`,
				code: `${market.region}LC000${serial}`,
				name: `Sunny Home ${key}`,
				region: market.region,
				sellerType: 'LOCAL',
				cipher: `ROW_soak${key}AAAABh00qsWgtvOiGFNq_-${serial}`,
				currency: 'USD',
			};
			const warehouse = salesWarehouse(shop, {
				id: `7300000000000000${serial}`,
				name: `${key} Store Warehouse`,
				address: { ...market.address, name: 'Warehouse', line1: '1 Dock Road' },
				isDefault: true,
				providers: [market.provider],
				optionSeed: serial,
			});
			world.addShop(shop, [warehouse], products(shop, number, world.seconds()));
			marketOf.set(key, market);
		}
	}
	return marketOf;
}

export function addWarehouses(world: OmsWorld): void {
	const skus = new Set(Object.values(SKUS).flatMap((parts) => parts.map(([sku]) => sku)));
	for (const sku of skus) {
		world.products.set(sku, {
			sku,
			productCode: sku,
			productName: sku.toLowerCase(),
			weight: '0.450',
			length: '12',
			width: '10',
			height: '10',
			registeredIn: [],
		});
	}
	for (const { whCode, region, channel, carrier, trackNo } of MARKETS) {
		world.warehouses.push({
			whCode,
			whNameCn: whCode,
			countryCode: region,
			channels: [{ channelCode: channel, channelName: channel, carrierName: carrier, trackNo }],
		});
		for (const sku of skus) world.setStock(whCode, sku, SOLD_OUT.includes(sku) ? 0 : PLENTY);
	}
}

/** The goods of a seller SKU have come to every warehouse. */
export function restock(world: OmsWorld, sellerSku: string): void {
	for (const { whCode } of MARKETS) {
		for (const [sku] of SKUS[sellerSku]) world.setStock(whCode, sku, PLENTY);
	}
}
