import type { IDataObject } from 'n8n-workflow';

import { MARKETS, PAIRING } from '../soak/virtual/world/shops';
import type { NodeName } from './client';
import { MAPPING } from './world';

/** How far orders have come before the operation. */
export const STAGES = ['pending', 'arranged', 'mapped', 'created', 'shipped', 'tracked'] as const;
export type Stage = (typeof STAGES)[number];
/** What the items of an operation are; `none` = one empty item. */
export type ItemKind = 'order' | 'mapped' | 'created' | 'outbound' | 'none';

/** One operation of a node, as a workflow uses it. */
export interface Operation {
	name: string;
	node: NodeName;
	parameters: IDataObject;
	stage: Stage;
	items: ItemKind;
	/** Items that cannot go on leave by an output of their own, so that a run needs no On Error for that. */
	hasExceptions: boolean;
	/** Orders of these regions only; all where it is left out. */
	regions?: readonly string[];
	/** Orders that TikTok Shop ships. */
	byTikTok?: boolean;
	/** The buyers ask to cancel the orders. */
	cancelRequested?: boolean;
	/** Rows of a table that the operation reads, by the second input. */
	table?: readonly IDataObject[];
	/** The method of the node that gives a list of its panel, instead of a run. */
	list?: string;
	/** Names of the endpoints whose answers it meets. */
	endpoints: readonly string[];
}

const byId = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });
const byCode = (value: string): IDataObject => ({ __rl: true, mode: 'code', value });
const PASTED = { authentication: 'redirectedUrl' };
const SHOP_OF_ITEM = byId('={{ $json.shop.id }}');
const US_SHOP = byId('7490000000000000001');

const tiktok = (
	resource: string,
	operation: string,
	parameters: IDataObject,
	more: Partial<Operation> & Pick<Operation, 'endpoints'>,
): Operation => ({
	name: `TikTok Shop ${resource} ${operation}`,
	node: 'tiktok',
	parameters: { ...PASTED, resource, operation, ...parameters },
	stage: 'pending',
	items: 'order',
	hasExceptions: false,
	...more,
});

const oms = (
	resource: string,
	operation: string,
	parameters: IDataObject,
	more: Partial<Operation> & Pick<Operation, 'endpoints'>,
): Operation => ({
	name: `Lingxing OMS ${resource} ${operation}`,
	node: 'oms',
	parameters: { resource, operation, ...parameters },
	stage: 'created',
	items: 'created',
	hasExceptions: false,
	...more,
});

const fulfillment = (
	operation: string,
	parameters: IDataObject,
	more: Partial<Operation> = {},
): Operation => ({
	name: `Fulfillment ${operation}`,
	node: 'fulfillment',
	parameters: { ...PASTED, operation, pairingSource: 'pairingInput', ...parameters },
	stage: 'shipped',
	items: 'outbound',
	hasExceptions: true,
	table: PAIRING,
	endpoints: ['shops', 'detail', 'providers'],
	...more,
});

const { region: US, whCode, channel } = MARKETS[0];

const listOf = (node: NodeName, list: string, endpoints: readonly string[]): Operation => ({
	name: `${node} ${list}`,
	node,
	list,
	parameters: {
		...(node === 'oms' ? { warehouse: byCode(whCode) } : { ...PASTED, shop: US_SHOP }),
	},
	stage: 'pending',
	items: 'none',
	hasExceptions: false,
	endpoints,
});

const FROM_FIELDS = {
	shipmentSource: 'define',
	orderId: '={{ $json.orderId }}',
	carrier: '={{ $json.carrier }}',
	trackingNumber: '={{ $json.trackingNumber }}',
};

/** Operations whose items are orders or parcels. */
export const OF_ITEMS: readonly Operation[] = [
	{
		name: 'SKU Mapping mapOrders',
		node: 'mapping',
		parameters: { mappingSource: 'mappingInput' },
		stage: 'pending',
		items: 'order',
		hasExceptions: true,
		table: MAPPING,
		endpoints: [],
	},
	oms(
		'outboundOrder',
		'create',
		{ warehouse: byCode(whCode), logisticsChannel: byCode(channel) },
		{
			stage: 'mapped',
			items: 'mapped',
			hasExceptions: true,
			regions: [US],
			endpoints: ['oms.create', 'oms.detail', 'oms.pageList'],
		},
	),
	oms('outboundOrder', 'get', { number: '={{ $json.orderId }}' }, { endpoints: ['oms.detail'] }),
	oms(
		'outboundOrder',
		'cancel',
		{ outboundOrderNo: '={{ $json.outboundOrder.outboundOrderNo }}' },
		{ endpoints: ['oms.cancel', 'oms.selectBizStatus'] },
	),
	fulfillment('update', {}, { endpoints: ['shops', 'detail', 'providers', 'markShipped', 'ship'] }),
	{ ...fulfillment('update', FROM_FIELDS), name: 'Fulfillment update, fields named' },
	fulfillment('check', {}),
	fulfillment('correct', {}, { stage: 'tracked', endpoints: ['shops', 'detail'] }),
	tiktok(
		'order',
		'get',
		{ shop: SHOP_OF_ITEM, orderIds: '={{ $json.orderId }}' },
		{
			endpoints: ['shops', 'detail'],
		},
	),
	tiktok(
		'order',
		'addExternalReference',
		{ shop: SHOP_OF_ITEM },
		{
			stage: 'created',
			items: 'created',
			endpoints: ['shops', 'addReferences', 'references'],
		},
	),
	tiktok(
		'order',
		'getExternalReferences',
		{ shop: SHOP_OF_ITEM },
		{
			endpoints: ['shops', 'references'],
		},
	),
	tiktok(
		'cancellation',
		'approve',
		{ shop: SHOP_OF_ITEM },
		{
			hasExceptions: true,
			cancelRequested: true,
			endpoints: ['shops', 'cancellations', 'approve'],
		},
	),
	tiktok(
		'cancellation',
		'reject',
		{ shop: SHOP_OF_ITEM, rejectReason: 'seller_reject_apply_product_has_been_packed' },
		{
			hasExceptions: true,
			cancelRequested: true,
			endpoints: ['shops', 'cancellations', 'reject'],
		},
	),
	tiktok(
		'cancellation',
		'reject',
		{ shop: SHOP_OF_ITEM, rejectReason: 'a_reason_of_ours' },
		{
			hasExceptions: true,
			cancelRequested: true,
			endpoints: ['cancellations', 'rejectReasons'],
		},
	),
	tiktok(
		'package',
		'get',
		{ shop: SHOP_OF_ITEM, packageId: '={{ $json.packages[0].id }}' },
		{
			regions: ['VN'],
			endpoints: ['package'],
		},
	),
	tiktok(
		'package',
		'arrangeShipping',
		{ shop: SHOP_OF_ITEM },
		{
			byTikTok: true,
			endpoints: ['detail', 'ship', 'package'],
		},
	),
	tiktok(
		'package',
		'getShippingDocument',
		{ shop: SHOP_OF_ITEM, packageId: '={{ $json.packages[0].id }}' },
		{ stage: 'arranged', byTikTok: true, regions: ['VN'], endpoints: ['documents'] },
	),
];

/** Operations that give a list of something. */
export const OF_LISTS: readonly Operation[] = [
	tiktok(
		'order',
		'getAll',
		{ shop: US_SHOP, lookBackDays: 5, returnAll: true },
		{
			items: 'none',
			endpoints: ['shops', 'search', 'detail'],
		},
	),
	tiktok(
		'cancellation',
		'getAll',
		{ shop: US_SHOP, returnAll: true },
		{
			items: 'none',
			hasExceptions: true,
			cancelRequested: true,
			endpoints: ['shops', 'cancellations'],
		},
	),
	tiktok('shop', 'getAll', { returnAll: true }, { items: 'none', endpoints: ['shops'] }),
	tiktok('authorization', 'get', {}, { items: 'none', endpoints: ['shops', 'token.get'] }),
	tiktok(
		'warehouse',
		'getAll',
		{ shop: US_SHOP, returnAll: true },
		{
			items: 'none',
			endpoints: ['warehouses'],
		},
	),
	tiktok(
		'product',
		'getAll',
		{ shop: US_SHOP, returnAll: true },
		{
			items: 'none',
			endpoints: ['products'],
		},
	),
	tiktok(
		'shippingProvider',
		'getAll',
		{ shop: US_SHOP, returnAll: true },
		{
			items: 'none',
			endpoints: ['warehouses', 'deliveryOptions', 'providers'],
		},
	),
	oms(
		'warehouse',
		'getAll',
		{ returnAll: true },
		{
			items: 'none',
			endpoints: ['oms.options'],
		},
	),
	oms('product', 'getAll', { returnAll: true }, { items: 'none', endpoints: ['oms.pagelist'] }),
	oms('inventory', 'getAll', { returnAll: true }, { items: 'none', endpoints: ['oms.pageOpen'] }),
	oms(
		'outboundOrder',
		'getAll',
		{ returnAll: true, includeDetails: true },
		{
			items: 'none',
			endpoints: ['oms.pageList', 'oms.detail'],
		},
	),
	listOf('tiktok', 'searchShops', ['shops']),
	listOf('tiktok', 'searchWarehouses', ['shops', 'warehouses']),
	listOf('trigger', 'getShops', ['shops']),
	listOf('trigger', 'getWarehouses', ['shops', 'warehouses']),
	listOf('fulfillment', 'searchShippingProviders', [
		'shops',
		'warehouses',
		'deliveryOptions',
		'providers',
	]),
	listOf('oms', 'searchWarehouses', ['oms.options']),
	listOf('oms', 'searchLogisticsChannels', ['oms.options']),
];

/** Check Mapping has no items of orders: its rows are what it reads. */
export const CHECK_MAPPING: Operation = {
	name: 'SKU Mapping checkMapping',
	node: 'mapping',
	parameters: { operation: 'checkMapping', mappingSource: 'mappingInput' },
	stage: 'pending',
	items: 'none',
	hasExceptions: true,
	table: MAPPING,
	endpoints: [],
};
