import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	filtersOf,
	limitOf,
	assertExact,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { textOf, type Fields } from '../../transport/json';
import { firstRows } from '../../transport/paginate';
import { OmsConnection } from '../../transport/connection';
import { inSkuBatches, listOf } from '../lists';

/** Lower-case l as in the OMS (OMS API §1.4). */
const PATH = '/v1/product/pagelist';

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of products and their system SKUs',
	action: 'Get many products',
};

export const description: INodeProperties[] = showFor('product', 'getAll', [
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
	filtersOf([
		{
			displayName: 'System SKUs',
			name: 'systemSkus',
			type: 'string',
			default: '',
			placeholder: 'e.g. SYS-MUG-BLU, SYS-PLATE',
			description: 'Comma-separated; without it, all products',
		},
	]),
]);

export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const filters = this.getNodeParameter('filters', itemIndex, {}) as { systemSkus?: string };
	assertExact(this, itemIndex, 'System SKU', filters.systemSkus);
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const connection = await OmsConnection.open(this);
	const products = await inSkuBatches(
		listOf(filters.systemSkus),
		limitOf(this, itemIndex),
		async (skuList, limit) =>
			await firstRows(connection, PATH, skuList.length > 0 ? { skuList } : {}, limit),
	);
	return (simplify ? products.map(toProduct) : products) as unknown as IDataObject[];
}

/** Weight in kg, sizes in cm. Field names: OMS API §1.7. */
function toProduct(row: Fields): IDataObject {
	return {
		systemSku: textOf(row.sku),
		productName: textOf(row.productName),
		productCode: textOf(row.productCode),
		weight: textOf(row.weight),
		length: textOf(row.length),
		width: textOf(row.width),
		height: textOf(row.height),
		// 2 means approved (B63); some OMS leave the field out.
		...(row.approveStatus === undefined ? {} : { approveStatus: row.approveStatus as number }),
	};
}
