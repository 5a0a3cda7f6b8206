import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	assertExact,
	limitOf,
	optionsOf,
	RETURN_ALL_AND_LIMIT,
	showFor,
} from '../../../shared/parameters';
import { providersOf, sellerProvidersOf, type Route } from '../../shops/providers';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of shipping providers that TikTok Shop accepts',
	action: 'Get many shipping providers',
};

export const description: INodeProperties[] = showFor('shippingProvider', 'getAll', [
	shopLocator,
	{
		displayName: 'Providers Of',
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
	optionsOf([
		{
			displayName: 'Buyer Region',
			name: 'buyerRegion',
			type: 'string',
			default: '',
			placeholder: 'e.g. FR',
			description:
				"Country the parcels go to, as two letters; the shop's own by default. Counts in the EU only, where the list depends on the route.",
		},
		{
			displayName: 'Warehouse Region',
			name: 'warehouseRegion',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE',
			description:
				"Country the parcels come from, for Providers Of One Delivery Option; the shop's own by default. Counts in the EU only.",
		},
	]),
]);

/** Shipping providers with their delivery options: TikTok Shop lists providers per delivery option (TikTok Shop API §4.7). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const ofOption = this.getNodeParameter('providersOf', itemIndex) === 'deliveryOption';
	const deliveryOptionId = ofOption
		? (this.getNodeParameter('deliveryOptionId', itemIndex) as string)
		: '';
	assertExact(this, itemIndex, 'Delivery Option ID', deliveryOptionId);
	const { connection, shop } = await chosenShop(this, itemIndex);
	const limit = limitOf(this, itemIndex);
	const shopFields = { shopId: shop.id, shopCode: shop.code };
	const options = this.getNodeParameter('options', itemIndex, {}) as Route;
	if (ofOption) {
		const providers = await providersOf(connection, shop, deliveryOptionId, options);
		return providers.slice(0, limit).map((each) => ({ ...each, deliveryOptionId, ...shopFields }));
	}
	const offered = await sellerProvidersOf(connection, shop, options.buyerRegion || undefined);
	return offered.slice(0, limit).map(({ provider, option, warehouse }) => ({
		...provider,
		deliveryOptionId: option.id,
		deliveryOption: option.name,
		warehouseId: warehouse.id,
		warehouse: warehouse.name,
		...shopFields,
	}));
}
