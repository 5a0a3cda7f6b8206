import type { Shop } from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';
import { salesWarehouse, US_ADDRESS } from './shops';

const VN_PROVIDER = { id: '6841743441349706241', name: 'GHN', numberPattern: /./ };

/**
 * Adds a third shop, in Vietnam, where packages exist from payment on and Ship Package is the call (contract §4.5);
 * tokens given from then on reach it.
 */
export function addVietnam(world: TikTokWorld): { shop: Shop; providerId: string } {
	const shop: Shop = {
		key: 'VN01',
		id: '7490000000000000003',
		code: 'VNLC000001',
		name: 'Sunny Home VN',
		region: 'VN',
		sellerType: 'LOCAL',
		cipher: 'ROW_sandboxVN01AAAABh00qsWgtvOiGFNq_-3',
		currency: 'VND',
	};
	const address = { ...US_ADDRESS, regionCode: 'VN', country: 'Vietnam', city: 'Hanoi' };
	const goods = world.products.slice(0, 2).map((product) => ({
		...product,
		id: product.id.replace(/^17/, '27'),
		shopId: shop.id,
		skus: product.skus.map((sku) => ({ ...sku, id: sku.id.replace(/^17/, '27') })),
	}));
	const warehouse = salesWarehouse(shop, {
		id: '7300000000000000301',
		name: 'VN Store Warehouse',
		address,
		isDefault: true,
		providers: [VN_PROVIDER],
		optionSeed: '031',
	});
	world.addShop(shop, [warehouse], goods);
	return { shop, providerId: VN_PROVIDER.id };
}
