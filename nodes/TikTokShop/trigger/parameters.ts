import type { INodeProperties } from 'n8n-workflow';

import { EVERY_FIFTEEN_MINUTES } from '../../shared/polling';
import { SIMPLIFY } from '../../shared/parameters';
import { DEFAULT_STATUS, statusOptions } from '../orders/orderStatus';

const OF_WAITING = { show: { event: ['waiting'] } };
const OF_CHANGES = { show: { event: ['changed'] } };

const STATUS_DESCRIPTIONS: Readonly<Record<string, string>> = {
	AWAITING_SHIPMENT: 'Paid, nothing shipped yet',
	PARTIALLY_SHIPPING: 'Some lines are shipped, the others wait',
};

export const triggerParameters: INodeProperties[] = [
	EVERY_FIFTEEN_MINUTES,
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Order Changed or Cancelled',
				value: 'changed',
				description:
					'Orders that were cancelled, that the buyer asks to cancel, or that are others than before, up to 30 days back',
			},
			{
				name: 'Order Waiting to Be Shipped',
				value: 'waiting',
				description: 'New orders, and what has changed in those that still wait',
			},
		],
		default: 'waiting',
	},
	{
		displayName: 'Changes',
		name: 'changes',
		type: 'multiOptions',
		options: [
			{
				name: 'Cancellation Asked For',
				value: 'cancelRequested',
				description: 'The buyer asks to cancel an order that waits to be shipped',
			},
			{
				name: 'Cancelled',
				value: 'cancelled',
				description: 'The whole order, by buyer, seller or TikTok Shop',
			},
			{
				name: 'Units Cancelled',
				value: 'unitsCancelled',
				description: 'Some units of an order; the others still have to be shipped',
			},
			{
				name: 'Updated',
				value: 'updated',
				description:
					'Recipient, lines, seller SKUs or state, also a request to cancel that was withdrawn. It counts from the first poll that has seen the order.',
			},
		],
		default: ['cancelled', 'cancelRequested', 'unitsCancelled', 'updated'],
		displayOptions: OF_CHANGES,
		description: 'The field change of each order says which of them it is',
	},
	{
		displayName: 'Shop Names or IDs',
		name: 'shops',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getShops' },
		default: [],
		description:
			'Shops whose orders are pulled; none chosen means all shops of the authorisation. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Order Scope',
		name: 'orderScope',
		type: 'options',
		options: [
			{ name: 'All Orders', value: 'all', description: 'Every eligible order of the shops' },
			{
				name: 'Store Warehouse',
				value: 'storeWarehouse',
				description: 'Only orders assigned to certain warehouses on TikTok Shop',
			},
		],
		default: 'all',
		description:
			'The store warehouse is set on TikTok Shop and only filters orders, e.g. when several systems share one shop; it is not the warehouse that ships. It holds for this trigger alone: Order > Check Eligibility holds for every way in.',
	},
	{
		displayName: 'Store Warehouse Names or IDs',
		name: 'warehouses',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getWarehouses', loadOptionsDependsOn: ['shops'] },
		default: [],
		displayOptions: { show: { orderScope: ['storeWarehouse'] } },
		description:
			'Store warehouses whose orders are pulled. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Order Status',
		name: 'orderStatus',
		type: 'multiOptions',
		options: statusOptions('waiting').map((option) => ({
			...option,
			description: STATUS_DESCRIPTIONS[option.value],
		})),
		default: [DEFAULT_STATUS],
		displayOptions: OF_WAITING,
	},
	{
		displayName: 'Shipping Type',
		name: 'shippingType',
		type: 'options',
		options: [
			{
				name: 'Shipped by Seller',
				value: 'SELLER',
				description: 'The warehouse buys the label and gives the tracking number',
			},
			{
				name: 'Shipped by TikTok',
				value: 'TIKTOK',
				description: 'The warehouse uses a label of TikTok Shop',
			},
			{ name: 'Any', value: '' },
		],
		default: 'SELLER',
	},
	{
		displayName: 'Emit',
		name: 'emit',
		type: 'options',
		options: [
			{
				name: 'Acknowledged',
				value: 'acknowledged',
				description:
					'New and changed orders, in batches of up to 500. An order counts as handed over once its execution has ended with success; else it comes again at the next poll. While it is pending it also comes again after twelve hours.',
			},
			{
				name: 'Again When It Changes',
				value: 'changes',
				description: 'An order again when its lines, seller SKUs, recipient or state have changed',
			},
			{
				name: 'Each Order Once',
				value: 'once',
				description: 'An order only the first time it is pending',
			},
			{
				name: 'On Every Poll Until Shipped',
				value: 'untilShipped',
				description:
					'All pending orders at every poll. With steps behind it that do nothing twice, everything that waited for a missing SKU, mapping or stock goes on by itself.',
			},
		],
		default: 'acknowledged',
		displayOptions: OF_WAITING,
	},
	{
		displayName: 'First Pull Looks Back (Days)',
		name: 'firstPullDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 30 },
		default: 5,
		description: 'How far the first poll looks back',
	},
	{
		displayName: 'Window (Days)',
		name: 'windowDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 30 },
		default: 2,
		description:
			'How far later polls look back. Orders that are still pending are followed further back, up to 30 days.',
	},
	SIMPLIFY,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Expected Region',
				name: 'expectedRegion',
				type: 'string',
				default: '',
				placeholder: 'e.g. US',
				description:
					'A shop of another region is not read and leaves by the Exceptions output; publishing the workflow stops with a message',
			},
			{
				displayName: 'Expected Seller Type',
				name: 'expectedSellerType',
				type: 'options',
				options: [
					{ name: 'Any', value: '' },
					{ name: 'Cross-Border', value: 'CROSS_BORDER' },
					{ name: 'Local', value: 'LOCAL' },
				],
				default: '',
				description:
					'A shop of another seller type is not read and leaves by the Exceptions output; publishing the workflow stops with a message',
			},
			{
				displayName: 'Full Re-Read Every (Minutes)',
				name: 'auditMinutes',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					'In between, a poll reads only what has changed since the last one. With Acknowledged the re-read is spread over polls, one page of 100 orders each. On Every Poll Until Shipped always reads everything.',
			},
			{
				displayName: 'Include Orders with a Cancel Request',
				name: 'includeCancelRequested',
				type: 'boolean',
				default: false,
				description:
					'Whether to emit orders that the buyer asks to cancel. Shipping one rejects the request.',
			},
			{
				displayName: 'Max Orders a Poll',
				name: 'maxOrders',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 5000,
				description: 'For each shop; the rest follow at the next poll',
			},
			{
				displayName: 'Minimum Age (Minutes)',
				name: 'minimumAgeMinutes',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Time since payment an order has to rest before it is emitted',
			},
			{
				displayName: 'Not Before',
				name: 'notBefore',
				type: 'dateTime',
				default: '',
				description: 'Orders that were placed before this moment are never emitted',
			},
		],
	},
];
