import { eachItem, type Resource } from '../../shared/operations';
import * as inventoryGetAll from './inventory/getAll.operation';
import * as liveCheckRun from './liveCheck/run.operation';
import * as outboundOrderCancel from './outboundOrder/cancel.operation';
import * as outboundOrderCancelOfOrder from './outboundOrder/cancelOfOrder.operation';
import * as outboundOrderCreate from './outboundOrder/create.operation';
import * as outboundOrderGet from './outboundOrder/get.operation';
import * as outboundOrderGetAll from './outboundOrder/getAll.operation';
import * as productGetAll from './product/getAll.operation';
import * as warehouseCheckRules from './warehouse/checkRules.operation';
import * as warehouseChooseByRules from './warehouse/chooseByRules.operation';
import * as warehouseGetAll from './warehouse/getAll.operation';

/** The operations of the node Lingxing OMS. */
export const RESOURCES: readonly Resource[] = [
	{
		displayName: 'Outbound Order',
		value: 'outboundOrder',
		operations: {
			cancel: outboundOrderCancel,
			cancelOfOrder: outboundOrderCancelOfOrder,
			create: outboundOrderCreate,
			get: outboundOrderGet,
			getAll: outboundOrderGetAll,
		},
		defaultOperation: 'create',
	},
	{
		displayName: 'Inventory',
		value: 'inventory',
		operations: { getAll: eachItem(inventoryGetAll) },
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Live Check',
		value: 'liveCheck',
		operations: { run: eachItem(liveCheckRun) },
		defaultOperation: 'run',
	},
	{
		displayName: 'Product',
		value: 'product',
		operations: { getAll: eachItem(productGetAll) },
		defaultOperation: 'getAll',
	},
	{
		displayName: 'Warehouse',
		value: 'warehouse',
		operations: {
			checkRules: warehouseCheckRules,
			chooseByRules: warehouseChooseByRules,
			getAll: eachItem(warehouseGetAll),
		},
		defaultOperation: 'getAll',
	},
];
