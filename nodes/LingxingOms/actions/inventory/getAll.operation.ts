import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import {
	filtersOf,
	limitOf,
	assertExact,
	RETURN_ALL_AND_LIMIT,
	showFor,
	SIMPLIFY,
} from '../../../shared/parameters';
import { DAY_MS } from '../../../shared/durations';
import { fieldsOf, numberOf, textOf, type Fields } from '../../transport/json';
import { firstRows } from '../../transport/paginate';
import { OmsConnection } from '../../transport/connection';
import { toIso, toOmsTime } from '../../transport/time';
import { inSkuBatches, listOf } from '../lists';

const PATH = '/v1/integratedInventory/pageOpen';
/** Ten years, because the OMS leaves out stock that has not moved within the window (OMS API §1.7). */
const USUAL_DAYS = 3_650;
const PRODUCTS = 1;

interface Filters {
	systemSkus?: string;
	warehouseCodes?: string;
	stockType?: number;
	movedWithinDays?: number;
}

export const option = {
	name: 'Get Many',
	description: 'Retrieve a list of stock by system SKU and warehouse',
	action: 'Get many inventory records',
};

export const description: INodeProperties[] = showFor('inventory', 'getAll', [
	...RETURN_ALL_AND_LIMIT,
	SIMPLIFY,
	filtersOf([
		{
			displayName: 'Moved Within (Days)',
			name: 'movedWithinDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 36500 },
			default: USUAL_DAYS,
			description:
				'Only stock that has moved within this time. The OMS leaves other SKUs out as if they had no stock, so keep it long unless you want changes only.',
		},
		{
			displayName: 'Stock Type',
			name: 'stockType',
			type: 'options',
			options: [
				{ name: 'Defective', value: 1 },
				{ name: 'Good', value: 0 },
			],
			default: 0,
		},
		{
			displayName: 'System SKUs',
			name: 'systemSkus',
			type: 'string',
			default: '',
			placeholder: 'e.g. SYS-MUG-BLU, SYS-PLATE',
			description: 'Comma-separated; without it, all SKUs',
		},
		{
			displayName: 'Warehouse Codes',
			name: 'warehouseCodes',
			type: 'string',
			default: '',
			placeholder: 'e.g. USLAX1, GBLON1',
			description: 'Comma-separated; without it, all warehouses',
		},
	]),
]);

/** One item per system SKU and warehouse. */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const filters = this.getNodeParameter('filters', itemIndex, {}) as Filters;
	assertExact(this, itemIndex, 'System SKU', filters.systemSkus);
	assertExact(this, itemIndex, 'Warehouse Code', filters.warehouseCodes);
	const simplify = this.getNodeParameter('simplify', itemIndex, true) as boolean;
	const connection = await OmsConnection.open(this);
	const { zone } = connection;
	const now = Date.now();
	const warehouses = listOf(filters.warehouseCodes).join(',');
	const query = {
		stockType: filters.stockType ?? 0,
		inventoryType: PRODUCTS,
		timeType: 'operateTime',
		startTime: toOmsTime(now - (filters.movedWithinDays ?? USUAL_DAYS) * DAY_MS, zone),
		// A day is added at the end, because the clock and the time zone of the OMS are not certain.
		endTime: toOmsTime(now + DAY_MS, zone),
		...(warehouses ? { whCodeList: warehouses } : {}),
	};
	const rows = await inSkuBatches(
		listOf(filters.systemSkus),
		limitOf(this, itemIndex),
		async (skus, limit) => {
			const ofSkus = skus.length > 0 ? { skuList: skus.join(',') } : {};
			return await firstRows(connection, PATH, { ...query, ...ofSkus }, limit);
		},
	);
	const shown = simplify ? rows.map((row) => toStock(row, zone)) : rows;
	return shown as unknown as IDataObject[];
}

/** Counts in units. Only loose products, because parcels are picked from them. Field names: OMS API §1.7. */
function toStock(row: Fields, zone: string): IDataObject {
	const loose = fieldsOf(row.productStockDtl);
	return {
		warehouseCode: textOf(row.whCode),
		warehouseName: textOf(row.whName),
		systemSku: textOf(row.sku),
		productName: textOf(row.productName),
		available: numberOf(loose.availableAmount),
		locked: numberOf(loose.lockAmount),
		inTransit: numberOf(loose.transportAmount),
		total: numberOf(row.totalAmount),
		movedAt: toIso(row.operateTime, zone),
	};
}
