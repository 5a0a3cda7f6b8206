import type {
	Address,
	DeliveryOption,
	Product,
	ProductSku,
	Shop,
	ShippingProvider,
	Warehouse,
} from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';
import {
	EVRI_PROVIDER_ID,
	FEDEX_PROVIDER_ID,
	GB_STORE,
	ROYAL_MAIL_PROVIDER_ID,
	UPS_PROVIDER_ID,
	US_STORE,
	USPS_PROVIDER_ID,
} from './mapping';

export const US_SHOP: Shop = {
	key: 'US01',
	id: '7490000000000000001',
	code: US_STORE,
	name: 'Sunny Home US',
	region: 'US',
	sellerType: 'LOCAL',
	cipher: 'TTP_sandboxUS01AAAABh00qsWgtvOiGFNq_-1',
	currency: 'USD',
};

const GB_SHOP: Shop = {
	key: 'GB01',
	id: '7490000000000000002',
	code: GB_STORE,
	name: 'Sunny Home UK',
	region: 'GB',
	sellerType: 'CROSS_BORDER',
	cipher: 'GCP_sandboxGB01AAAABh00qsWgtvOiGFNq_-2',
	currency: 'GBP',
};

export const US_ADDRESS: Address = {
	name: 'Dana Miller',
	phone: '(+1)2135550123',
	line1: '500 Market Street',
	line2: '',
	city: 'Los Angeles',
	state: 'California',
	stateIso: 'CA',
	postalCode: '90012',
	regionCode: 'US',
	country: 'United States',
};

export const GB_ADDRESS: Address = {
	name: 'Olivia Harris',
	phone: '(+44)7700900123',
	line1: '12 High Street',
	line2: '',
	city: 'Reading',
	state: 'England',
	stateIso: 'GB-ENG',
	postalCode: 'RG1 2AB',
	regionCode: 'GB',
	country: 'United Kingdom',
};

const US_PROVIDERS: ShippingProvider[] = [
	{ id: USPS_PROVIDER_ID, name: 'USPS', numberPattern: /^9\d{21}$/ },
	{ id: UPS_PROVIDER_ID, name: 'UPS', numberPattern: /^1Z[A-Z0-9]{16}$/ },
	{ id: FEDEX_PROVIDER_ID, name: 'FedEx', numberPattern: /^\d{12,15}$/ },
];

const GB_PROVIDERS: ShippingProvider[] = [
	{ id: ROYAL_MAIL_PROVIDER_ID, name: 'Royal Mail', numberPattern: /^[A-Z]{2}\d{9}GB$/ },
	{ id: EVRI_PROVIDER_ID, name: 'Evri', numberPattern: /^[A-Z0-9]{16}$/ },
];

/** A seller-shipped and a TikTok-shipped option; only the first has providers (TikTok Shop API §4.7). */
export function deliveryOptions(seed: string, providers: ShippingProvider[]): DeliveryOption[] {
	return [
		{
			id: `709114666322965${seed}1`,
			name: 'Shipped by seller',
			type: 'SEND_BY_SELLER',
			shippedBy: 'SELLER',
			providers,
		},
		{
			id: `709114666322965${seed}2`,
			name: 'Standard shipping',
			type: 'STANDARD',
			shippedBy: 'TIKTOK',
			providers: [],
		},
	];
}

interface WarehouseSeed {
	id: string;
	name: string;
	address: Address;
	isDefault: boolean;
	providers: ShippingProvider[];
	/** Three digits that tell the delivery options of warehouses apart. */
	optionSeed: string;
}

export function salesWarehouse(shop: Shop, seed: WarehouseSeed): Warehouse {
	return {
		id: seed.id,
		shopId: shop.id,
		name: seed.name,
		type: 'SALES_WAREHOUSE',
		subType: shop.sellerType === 'LOCAL' ? 'DOMESTIC_WAREHOUSE' : 'CB_OVERSEA_WAREHOUSE',
		isDefault: seed.isDefault,
		address: seed.address,
		deliveryOptions: deliveryOptions(seed.optionSeed, seed.providers),
	};
}

const DAY = 24 * 60 * 60;

/** [seller SKU, title, SKU name, price] in order; ids follow from shop and position. */
const US_GOODS: Array<[string, string, string, string]> = [
	['MUG-BLUE-350', 'Stoneware Mug 350 ml', 'Blue', '12.90'],
	['MUG-RED-350', 'Stoneware Mug 350 ml, red', 'Red', '12.90'],
	['TEA-GREEN-100', 'Green Tea 100 g', 'Default', '8.50'],
	['TEA-CASE-12', 'Green Tea 100 g, case of 12', 'Case', '89.00'],
	['SET-BREAKFAST', 'Breakfast Set for Two', 'Blue', '49.00'],
	['STICKER-PACK', 'Sticker Pack', 'Default', '0.00'],
	['LAMP-DESK-01', 'Desk Lamp', 'White', '34.00'],
	['NEW-ARRIVAL-01', 'Linen Apron', 'Natural', '19.00'],
	['CANDLE-VANILLA', 'Candle', 'Vanilla', '9.90'],
];

const GB_GOODS: Array<[string, string, string, string]> = [
	['MUG-BLUE-350', 'Stoneware Mug 350 ml', 'Blue', '11.50'],
	['TEA-GREEN-100', 'Green Tea 100 g', 'Default', '7.20'],
	['SET-BREAKFAST', 'Breakfast Set for Two', 'Blue', '45.00'],
	['TOWEL-M', 'Bath Towel', 'Medium', '14.00'],
];

function goods(
	shop: Shop,
	list: ReadonlyArray<[string, string, string, string]>,
	now: number,
): Product[] {
	const site = shop.region === 'US' ? '1' : '2';
	return list.map(([sellerSku, title, name, price], index) => {
		const serial = String(index + 1).padStart(3, '0');
		const sku: ProductSku = {
			id: `17295827183123${site}1${serial}`,
			name,
			sellerSku,
			price,
			stock: 500,
			bundle: [],
		};
		return {
			id: `17295827183123${site}0${serial}`,
			shopId: shop.id,
			title,
			status: 'ACTIVATE',
			createTime: now - 200 * DAY,
			updateTime: now - (30 + index) * DAY,
			skus: [sku],
		};
	});
}

/** A virtual bundle: one line with its own SKU, whose parts only Get Order Detail shows (TikTok Shop API §4.3). */
function giftBox(shop: Shop, products: readonly Product[], now: number): Product {
	const part = (sellerSku: string, count: number) => {
		const product = products.find((each) => each.skus[0].sellerSku === sellerSku);
		if (!product) throw new Error(`The gift box has no part ${sellerSku}`);
		return { skuId: product.skus[0].id, productId: product.id, sellerSku, count };
	};
	const sku: ProductSku = {
		id: '1729582718312313001',
		name: 'Gift Box',
		sellerSku: 'GIFT-BOX-01',
		price: '26.00',
		stock: 100,
		bundle: [part('MUG-BLUE-350', 1), part('TEA-GREEN-100', 2)],
	};
	return {
		id: '1729582718312303001',
		shopId: shop.id,
		title: 'Gift Box: Mug and Tea',
		status: 'ACTIVATE',
		createTime: now - 90 * DAY,
		updateTime: now - 20 * DAY,
		skus: [sku],
	};
}

/** The two shops of the demo, their store warehouses and products. */
export function addDemoShops(world: TikTokWorld): void {
	const now = world.seconds();
	const usProducts = goods(US_SHOP, US_GOODS, now);
	const east = { ...US_ADDRESS, city: 'Edison', state: 'New Jersey', stateIso: 'NJ' };
	world.addShop(
		US_SHOP,
		[
			salesWarehouse(US_SHOP, {
				id: '7300000000000000101',
				name: 'US West Store Warehouse',
				address: { ...US_ADDRESS, name: 'Warehouse West', line1: '1 Dock Road' },
				isDefault: true,
				providers: US_PROVIDERS,
				optionSeed: '011',
			}),
			salesWarehouse(US_SHOP, {
				id: '7300000000000000102',
				name: 'US East Store Warehouse',
				address: { ...east, name: 'Warehouse East', line1: '9 Harbor Way', postalCode: '08817' },
				isDefault: false,
				providers: US_PROVIDERS,
				optionSeed: '012',
			}),
		],
		[...usProducts, giftBox(US_SHOP, usProducts, now)],
	);
	world.addShop(
		GB_SHOP,
		[
			salesWarehouse(GB_SHOP, {
				id: '7300000000000000201',
				name: 'UK Store Warehouse',
				address: { ...GB_ADDRESS, name: 'Warehouse UK', line1: 'Unit 4, Park Royal' },
				isDefault: true,
				providers: GB_PROVIDERS,
				optionSeed: '021',
			}),
		],
		goods(GB_SHOP, GB_GOODS, now),
	);
}
