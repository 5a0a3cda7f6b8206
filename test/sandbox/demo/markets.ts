import type { Shop, ShippingProvider, Warehouse } from '../tiktok/types';
import type { TikTokWorld } from '../tiktok/world';
import { MARKET_ADDRESSES } from './addresses';
import { salesWarehouse } from './shops';

interface Market {
	/** Digits that tell ids of markets apart; VN has 31 since its shop came first. */
	serial: number;
	currency: string;
	/** Name of the one provider of the seller-shipped delivery option. */
	provider: string;
}

/** The markets of TikTok Shop API §4.5 that the demo world has no shop in. */
const MARKETS: Readonly<Record<string, Market>> = {
	VN: { serial: 31, currency: 'VND', provider: 'GHN' },
	ES: { serial: 41, currency: 'EUR', provider: 'Correos' },
	IE: { serial: 42, currency: 'EUR', provider: 'An Post' },
	IT: { serial: 43, currency: 'EUR', provider: 'BRT' },
	DE: { serial: 44, currency: 'EUR', provider: 'DHL' },
	FR: { serial: 45, currency: 'EUR', provider: 'Colissimo' },
	JP: { serial: 46, currency: 'JPY', provider: 'Yamato' },
	ID: { serial: 51, currency: 'IDR', provider: 'JNE' },
	TH: { serial: 52, currency: 'THB', provider: 'Kerry' },
	SG: { serial: 53, currency: 'SGD', provider: 'NinjaVan' },
	MY: { serial: 54, currency: 'MYR', provider: 'J&T' },
	PH: { serial: 55, currency: 'PHP', provider: 'LBC' },
	BR: { serial: 61, currency: 'BRL', provider: 'Correios' },
	MX: { serial: 62, currency: 'MXN', provider: 'Estafeta' },
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
	const { serial, currency, provider: name } = MARKETS[region];
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
	const address = MARKET_ADDRESSES[region];
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
