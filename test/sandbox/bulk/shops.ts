import { salesWarehouse, US_SHOP } from '../demo/shops';
import type { OmsWorld } from '../oms/world';
import type { Shop } from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';

const PLENTY = 1_000_000_000;

/** Number of the US shop; the demo has the first. */
const MORE_US_SHOPS = [2, 3, 4];

/** Shops of the bulk orders: the two of the demo and more in the US, which sell what the first one sells. */
export const BULK_SHOPS: ReadonlyArray<{ key: string; region: 'US' | 'GB' }> = [
	{ key: 'US01', region: 'US' },
	...MORE_US_SHOPS.map((number) => ({ key: `US0${number}`, region: 'US' as const })),
	{ key: 'GB01', region: 'GB' },
];

/** Adds the shops the demo lacks, and stock that does not run out. The mapping of the demo serves all of them. */
export function addBulkShops({ tiktok, oms }: { tiktok: TikTokWorld; oms: OmsWorld }): void {
	for (const number of MORE_US_SHOPS) addUsShop(tiktok, number);
	for (const { whCode, sku } of oms.stock) oms.setStock(whCode, sku, PLENTY);
}

function addUsShop(world: TikTokWorld, number: number): void {
	const [pattern] = world.warehousesOf(US_SHOP);
	const shop: Shop = {
		...US_SHOP,
		key: `US0${number}`,
		id: `749000000000000010${number}`,
		code: `USLC00000${number}`,
		name: `Sunny Home US ${number}`,
		cipher: `TTP_sandboxUS0${number}AAAABh00qsWgtvOiGFNq_-${number}`,
	};
	const warehouse = salesWarehouse(shop, {
		id: `730000000000000030${number}`,
		name: `US ${number} Store Warehouse`,
		address: pattern.address,
		isDefault: true,
		providers: pattern.deliveryOptions[0].providers,
		optionSeed: `03${number}`,
	});
	// One digit of the ids tells the sites of the demo apart; these shops take digits that are free.
	const own = (id: string): string => `${id.slice(0, 14)}${number + 2}${id.slice(15)}`;
	const products = world.products
		.filter(({ shopId }) => shopId === US_SHOP.id)
		.map((product) => ({
			...product,
			id: own(product.id),
			shopId: shop.id,
			skus: product.skus.map((sku) => ({
				...sku,
				id: own(sku.id),
				bundle: sku.bundle.map((part) => ({
					...part,
					skuId: own(part.skuId),
					productId: own(part.productId),
				})),
			})),
		}));
	world.addShop(shop, [warehouse], products);
}
