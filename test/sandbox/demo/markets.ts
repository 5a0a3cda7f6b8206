import type { Shop, ShippingProvider, Warehouse } from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';
import { salesWarehouse, US_ADDRESS } from './shops';

interface Market {
	/** Digits that tell ids of markets apart; VN has 31 since its shop came first. */
	serial: number;
	country: string;
	currency: string;
	/** Name of the one provider of the seller-shipped delivery option. */
	provider: string;
}

/** The markets of contract §4.5 that the demo world has no shop in. */
const MARKETS: Readonly<Record<string, Market>> = {
	VN: { serial: 31, country: 'Vietnam', currency: 'VND', provider: 'GHN' },
	ES: { serial: 41, country: 'Spain', currency: 'EUR', provider: 'Correos' },
	IE: { serial: 42, country: 'Ireland', currency: 'EUR', provider: 'An Post' },
	IT: { serial: 43, country: 'Italy', currency: 'EUR', provider: 'BRT' },
	DE: { serial: 44, country: 'Germany', currency: 'EUR', provider: 'DHL' },
	FR: { serial: 45, country: 'France', currency: 'EUR', provider: 'Colissimo' },
	JP: { serial: 46, country: 'Japan', currency: 'JPY', provider: 'Yamato' },
	ID: { serial: 51, country: 'Indonesia', currency: 'IDR', provider: 'JNE' },
	TH: { serial: 52, country: 'Thailand', currency: 'THB', provider: 'Kerry' },
	SG: { serial: 53, country: 'Singapore', currency: 'SGD', provider: 'NinjaVan' },
	MY: { serial: 54, country: 'Malaysia', currency: 'MYR', provider: 'J&T' },
	PH: { serial: 55, country: 'Philippines', currency: 'PHP', provider: 'LBC' },
	BR: { serial: 61, country: 'Brazil', currency: 'BRL', provider: 'Correios' },
	MX: { serial: 62, country: 'Mexico', currency: 'MXN', provider: 'Estafeta' },
};

export interface MarketShop {
	shop: Shop;
	provider: ShippingProvider;
	warehouse: Warehouse;
}

/**
 * Adds a shop of a market with the first two products of the demo; tokens given from then on reach it.
 *
 * @param changes  e.g. a cross-border shop whose warehouse ships directly
 */
export function addMarket(
	world: TikTokWorld,
	region: string,
	changes: { sellerType?: Shop['sellerType']; subType?: Warehouse['subType'] } = {},
): MarketShop {
	const { serial, country, currency, provider: name } = MARKETS[region];
	const shop: Shop = {
		key: `${region}01`,
		id: `74900000000000000${serial}`,
		code: `${region}LC000001`,
		name: `Sunny Home ${region}`,
		region,
		sellerType: changes.sellerType ?? 'LOCAL',
		cipher: `ROW_sandbox${region}01AAAABh00qsWgtvOiGFNq_-3`,
		currency,
	};
	const provider = { id: `68417434413497${serial}241`, name, numberPattern: /./ };
	const address = { ...US_ADDRESS, regionCode: region, country, city: 'Capital' };
	const goods = world.products.slice(0, 2).map((product) => ({
		...product,
		id: product.id.replace(/^17/, String(serial)),
		shopId: shop.id,
		skus: product.skus.map((sku) => ({ ...sku, id: sku.id.replace(/^17/, String(serial)) })),
	}));
	const warehouse = {
		...salesWarehouse(shop, {
			id: `73000000000000003${serial}`,
			name: `${region} Store Warehouse`,
			address,
			isDefault: true,
			providers: [provider],
			optionSeed: `0${serial}`,
		}),
		...(changes.subType ? { subType: changes.subType } : {}),
	};
	world.addShop(shop, [warehouse], goods);
	return { shop, provider, warehouse };
}
