import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { limitOf, RETURN_ALL_AND_LIMIT, showFor, SIMPLIFY } from '../../../shared/parameters';
import { toWarehouse } from '../../warehouses/warehouse';
import { completeListOf } from '../../transport/listOf';
import { OmsConnection } from '../../transport/connection';

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of warehouses with their logistics channels',
	action: 'Get many warehouses',
};

export const description: INodeProperties[] = showFor('warehouse', 'getAll', [
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
]);

export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const connection = await OmsConnection.open(this);
	const answer = await connection.read('/v1/warehouse/options');
	const rows = completeListOf(connection, answer, 'data');
	const first = rows.slice(0, limitOf(this, itemIndex));
	return (simplify ? first.map(toWarehouse) : first) as unknown as IDataObject[];
}
