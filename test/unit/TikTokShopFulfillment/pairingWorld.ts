import {
	pairingFacts,
	type PairingFacts,
	type PairingInputs,
} from '../../../nodes/TikTokShop/fulfillment/pairing/pairingFacts';

export const US = { id: '1', code: 'US01', name: 'Sunny US', region: 'US' };
export const GB = { id: '2', code: 'GB01', name: 'Sunny UK', region: 'GB' };

/** A provider on offer, as Shipping Provider > Get Many gives it. */
export const offer = (name: string, shop = US, more: object = {}) => ({
	...{ id: `id-${name}-${shop.code}`, name, shopId: shop.id, shopCode: shop.code },
	...{ warehouseId: 'w', warehouse: 'Main', deliveryOptionId: 'o', deliveryOption: 'Standard' },
	...more,
});

/** An outbound order that has shipped. */
export const shipped = (outboundOrderNo: string, carrier: string, storeCode = 'US01') => {
	return { outboundOrderNo, carrier, storeCode, salesPlatform: 'TikTok' };
};

export const warehouse = (countryCode: string, code: string, carrier: string) => {
	return { code: `${countryCode}W`, countryCode, channels: [{ code, carrier }] };
};

/** A row of the exception desk for a parcel whose carrier is not paired. */
export const waits = (number: string, carrier: string, shop = US, more: object = {}) => ({
	...{ order_id: `shipment:${number}`, shop_id: shop.id, shop_code: shop.code, status: 'open' },
	code: 'CARRIER_NOT_PAIRED',
	message: `Carrier "${carrier}" has no shipping provider in the pairing of store ${shop.code}. Add a row for it; waiting orders are sent at the next run.`,
	...more,
});

export const row = (carrier: string, provider = 'USPS', store_code = '*') => {
	return { store_code, carrier, shipping_provider_name: provider };
};

export const factsOf = (inputs: Partial<PairingInputs>): PairingFacts =>
	pairingFacts({
		offers: [offer('USPS'), offer('Evri', GB)],
		rows: [],
		shops: [US, GB],
		...inputs,
	});
