import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { limitOf, RETURN_ALL_AND_LIMIT, showFor } from '../../../shared/parameters';
import { deliveryOptionsOf, providersOf, WITHOUT_PROVIDERS } from '../../shops/providers';
import type { Shop } from '../../shops/shops';
import { warehousesOf } from '../../shops/warehouses';
import { TikTokShopError, type Connection } from '../../transport/connection';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';

export const description: INodeProperties[] = showFor('shippingProvider', 'getAll', [
	shopLocator,
	{
		displayName: 'Of',
		name: 'providersOf',
		type: 'options',
		options: [
			{
				name: 'All Store Warehouses',
				value: 'shop',
				description: 'What every delivery option of every store warehouse accepts',
			},
			{
				name: 'One Delivery Option',
				value: 'deliveryOption',
				description: "What one delivery option accepts, such as an order's deliveryOptionId",
			},
		],
		default: 'shop',
	},
	{
		displayName: 'Delivery Option ID',
		name: 'deliveryOptionId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.deliveryOptionId }}',
		displayOptions: { show: { providersOf: ['deliveryOption'] } },
	},
	...RETURN_ALL_AND_LIMIT,
]);

/** Shipping providers with the delivery option that accepts them; TikTok's list is per delivery option (contract §4.7). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const { connection, shop } = await chosenShop(this, itemIndex);
	const limit = limitOf(this, itemIndex);
	const about = { shopId: shop.id, shopCode: shop.code };
	if (this.getNodeParameter('providersOf', itemIndex) === 'deliveryOption') {
		const deliveryOptionId = this.getNodeParameter('deliveryOptionId', itemIndex) as string;
		const providers = await providersOf(connection, shop, deliveryOptionId);
		return providers.slice(0, limit).map((each) => ({ ...each, deliveryOptionId, ...about }));
	}
	const rows: IDataObject[] = [];
	for (const warehouse of await warehousesOf(connection, shop)) {
		if (warehouse.type !== 'SALES_WAREHOUSE') continue;
		for (const option of await deliveryOptionsOf(connection, shop, warehouse.id)) {
			for (const { id, name } of await sellerProviders(connection, shop, option.id)) {
				rows.push({
					id,
					name,
					deliveryOptionId: option.id,
					deliveryOption: option.name,
					warehouseId: warehouse.id,
					warehouse: warehouse.name,
					...about,
				});
			}
			if (rows.length >= limit) return rows.slice(0, limit);
		}
	}
	return rows;
}

/** Options that TikTok Shop ships itself have no providers; that is no reason to stop. */
async function sellerProviders(connection: Connection, shop: Shop, deliveryOptionId: string) {
	return await providersOf(connection, shop, deliveryOptionId).catch((failure: unknown) => {
		const none =
			failure instanceof TikTokShopError && WITHOUT_PROVIDERS.includes(failure.refusal.code);
		if (none) return [];
		throw failure;
	});
}
