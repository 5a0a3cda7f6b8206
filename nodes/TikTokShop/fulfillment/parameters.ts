import type { INodeProperties } from 'n8n-workflow';
import { optionsOf, unusableRowsOption } from '../../shared/parameters';

import { shopLocator } from '../actions/locators';

const DEFINED = { shipmentSource: ['define'] };

/** Parameters of the operations; they differ in their options only. */
export const parameters: INodeProperties[] = [
	{
		displayName: 'Shop From',
		name: 'shopSource',
		type: 'options',
		options: [
			{
				name: 'The Order',
				value: 'order',
				description: 'Find the order in whichever authorised shop it was placed',
			},
			{ name: 'One Shop', value: 'shop', description: 'Only orders of one shop' },
		],
		default: 'order',
		description: 'Where the order is looked for',
	},
	{ ...shopLocator, displayOptions: { show: { shopSource: ['shop'] } } },
	{
		displayName: 'Shipment From',
		name: 'shipmentSource',
		type: 'options',
		options: [
			{
				name: 'Define Below',
				value: 'define',
				description: 'Order ID, carrier and tracking number from fields of your own',
			},
			{
				name: 'Fields of the Item',
				value: 'item',
				description: 'Order ID, carrier and tracking number as the Lingxing OMS nodes give them',
			},
		],
		default: 'item',
		description: 'Where order ID, carrier and tracking number come from',
	},
	{
		displayName: 'Order ID',
		name: 'orderId',
		type: 'string',
		required: true,
		default: '={{ $json.orderId }}',
		displayOptions: { show: DEFINED },
		description: 'ID of the order on TikTok Shop',
	},
	{
		displayName: 'Carrier',
		name: 'carrier',
		type: 'string',
		required: true,
		default: '={{ $json.carrier }}',
		displayOptions: { show: DEFINED },
		description: 'Carrier as the OMS names it; looked up in the pairing',
	},
	{
		displayName: 'Tracking Number',
		name: 'trackingNumber',
		type: 'string',
		required: true,
		default: '={{ $json.trackingNumber }}',
		displayOptions: { show: DEFINED },
	},
	{
		displayName: 'Line Item IDs',
		name: 'lineItemIds',
		type: 'string',
		default: '',
		displayOptions: { show: DEFINED },
		placeholder: 'e.g. 577000000000007919, 577000000000015838',
		description:
			'Line items in this parcel, separated by commas; empty for everything of the order that waits',
	},
	{
		displayName: 'Pairing From',
		name: 'pairingSource',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'define', description: 'Rows filled in here' },
			{ name: 'JSON', value: 'json', description: 'An array of rows, e.g. from an expression' },
			{
				name: 'Pairing Input',
				value: 'pairingInput',
				description: 'Rows from a second input, e.g. a data table or a spreadsheet',
			},
		],
		default: 'define',
		description: 'Where the logistics provider pairing comes from',
	},
	{
		displayName: 'Logistics Provider Pairing',
		name: 'pairing',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add pairing',
		default: {},
		displayOptions: { show: { pairingSource: ['define'] } },
		description:
			'Which shipping provider of TikTok Shop a carrier of the OMS is. A carrier without a row is never guessed: its orders leave by the Exceptions output and are sent at the next run after you added a row.',
		options: [
			{
				displayName: 'Rows',
				name: 'rows',
				values: [
					{
						displayName: 'Carrier',
						name: 'carrier',
						type: 'string',
						default: '',
						placeholder: 'e.g. USPS',
						description: 'Logistics carrier as shipped outbound orders of the OMS name it',
					},
					{
						displayName: 'Shipping Provider',
						name: 'provider',
						type: 'resourceLocator',
						default: { mode: 'list', value: '' },
						description: 'Shipping provider of TikTok Shop',
						modes: [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list',
								typeOptions: { searchListMethod: 'searchShippingProviders', searchable: true },
							},
							{
								displayName: 'By Name',
								name: 'name',
								type: 'string',
								placeholder: 'e.g. USPS',
							},
							{
								displayName: 'By ID',
								name: 'id',
								type: 'string',
								placeholder: 'e.g. 7117858858072016686',
							},
						],
					},
					{
						displayName: 'Store Code',
						name: 'storeCode',
						type: 'string',
						default: '*',
						description: 'Code of the shop this row is for; * for all shops',
					},
				],
			},
		],
	},
	{
		displayName: 'Pairing Rows (JSON)',
		name: 'pairingJson',
		type: 'json',
		default: '[\n  { "store_code": "*", "carrier": "USPS", "shipping_provider_name": "USPS" }\n]',
		displayOptions: { show: { pairingSource: ['json'] } },
		description:
			'Array of rows with carrier, shipping_provider_id or shipping_provider_name and, where a row is for one shop only, store_code',
	},
	{
		displayName:
			'Connect a node that gives one item per row to the Pairing input, with the columns store_code (* or empty for all shops), carrier, and shipping_provider_id or shipping_provider_name. In a spreadsheet, format the ID column as text.',
		name: 'pairingInputNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { pairingSource: ['pairingInput'] } },
	},
	{
		displayName: 'SKU Mapping Input',
		name: 'mappingInput',
		type: 'boolean',
		default: false,
		description:
			'Whether a further input gives the rows of the SKU mapping. They tell which line items are in a parcel, for outbound orders that come without their outboundLines.',
	},
	optionsOf([
		{
			displayName: 'Other Number on TikTok Shop',
			name: 'whenOtherNumber',
			type: 'options',
			options: [
				{
					name: 'Correct It',
					value: 'correct',
					description:
						'Replace it by the number of the warehouse; TikTok Shop takes one correction per order, within 72 hours after shipping',
				},
				{
					name: 'The Order Waits',
					value: 'wait',
					description: 'It leaves by the Exceptions output with both numbers',
				},
			],
			default: 'wait',
			displayOptions: { show: { '/operation': ['update'] } },
			description:
				'What to do with an order that TikTok Shop shows as shipped with another tracking number',
		},
		{
			displayName: 'Parcels That Do Not Add Up',
			name: 'parcelsThatDoNotAddUp',
			type: 'options',
			options: [
				{
					name: 'Exception',
					value: 'exception',
					description: 'The order leaves by the Exceptions output with the numbers',
				},
				{
					name: 'Send the Main Number',
					value: 'mainNumber',
					description: 'The main tracking number goes for the whole order; the others are not sent',
				},
			],
			default: 'exception',
			description:
				'What to do with an order in several parcels whose contents do not match its line items',
		},
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: false,
			displayOptions: { hide: { '/operation': ['check'] } },
			description: 'Whether to only say what would be sent, without sending it',
		},
		{
			displayName: 'Ship Orders with a Cancel Request',
			name: 'shipCancelRequested',
			type: 'boolean',
			default: false,
			displayOptions: { hide: { '/operation': ['correct'] } },
			description:
				'Whether to send the tracking number although the buyer asks to cancel; in the US that rejects the request',
		},
		unusableRowsOption('pairing', 'sent'),
	]),
];
