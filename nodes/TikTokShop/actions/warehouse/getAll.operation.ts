import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { limitOf, RETURN_ALL_AND_LIMIT, showFor, SIMPLIFY } from '../../../shared/parameters';
import { warehousesOf } from '../../shops/warehouses';
import { chosenShop } from '../context';
import { shopLocator } from '../locators';

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of store warehouses',
	action: 'Get many warehouses',
};

export const description: INodeProperties[] = showFor('warehouse', 'getAll', [
	shopLocator,
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
]);

/** Store warehouses of a shop (TikTok Shop API §4.7). */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const { connection, shop } = await chosenShop(this, itemIndex);
	const warehouses = (await warehousesOf(connection, shop)).slice(0, limitOf(this, itemIndex));
	if (!(this.getNodeParameter('simplify', itemIndex, true) as boolean)) {
		return warehouses as unknown as IDataObject[];
	}
	return warehouses.map((warehouse) => ({
		id: warehouse.id,
		name: warehouse.name,
		type: warehouse.type,
		subType: warehouse.sub_type ?? '',
		status: warehouse.effect_status ?? '',
		isDefault: warehouse.is_default === true,
		address: warehouse.address?.full_address ?? '',
		region: warehouse.address?.region_code ?? '',
		shopId: shop.id,
		shopCode: shop.code,
	}));
}
