import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { showFor } from '../../../shared/parameters';
import { referencesOf } from '../../orders/externalReferences';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';
import { orderIdParameter, platformParameter } from './orderParameters';
import { orderIdsIn } from './orderIds';

export const option = {
	name: 'Get External References',
	description: 'Retrieve the numbers an order has in other systems',
	action: 'Get the external references of an order',
};

export const description: INodeProperties[] = showFor('order', 'getExternalReferences', [
	shopLocator,
	{ ...orderIdParameter, description: 'One order ID, or several separated by commas' },
	platformParameter,
]);

/** Get External Order References (TikTok Shop API §4.6): one call per order, one item per reference. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const ids = orderIdsIn(this, this.getNodeParameter('orderId', itemIndex), itemIndex);
	if (ids.length === 0) {
		throw new NodeOperationError(this.getNode(), 'No order ID is given', { itemIndex });
	}
	const { connection, shop } = await chosenShop(this, itemIndex);
	const platform = this.getNodeParameter('platform', itemIndex) as string;
	const found: IDataObject[] = [];
	for (const id of ids) {
		const references = await referencesOf(connection, shop.cipher, id, platform, true);
		found.push(...references.map((each) => ({ ...each, shopId: shop.id, shopCode: shop.code })));
	}
	return found;
}
