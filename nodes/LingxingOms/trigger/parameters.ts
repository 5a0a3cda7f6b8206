import type { INodeProperties } from 'n8n-workflow';

import { SIMPLIFY } from '../../shared/parameters';
import { EVERY_FIFTEEN_MINUTES } from '../../shared/polling';
import { SCOPE_PARAMETERS } from '../outbound/scopeParameters';

export const triggerParameters: INodeProperties[] = [
	EVERY_FIFTEEN_MINUTES,
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: [
			{
				name: 'Outbound Order Shipped',
				value: 'shipped',
				description: 'The warehouse has handed the parcel to the carrier',
			},
			{
				name: 'Outbound Order Status Changed',
				value: 'statusChanged',
				description: 'New, processing, shipped, cancelled, exception and so on',
			},
		],
		default: 'shipped',
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
					'Each order once, in batches of up to 500. It counts as handed over once its execution has ended with success; else it comes again at the next poll.',
			},
			{
				name: 'Each Order Once',
				value: 'once',
				description: 'What fails after the trigger does not come again by itself',
			},
			{
				name: 'Repeatedly While Recent',
				value: 'repeat',
				description:
					'At first at every poll, later every two hours, so that a run that failed, or a carrier paired later, heals by itself. TikTok Shop Fulfillment does nothing twice.',
			},
		],
		default: 'acknowledged',
		displayOptions: { show: { event: ['shipped'] } },
	},
	{
		displayName: 'Repeat For (Hours)',
		name: 'repeatHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 87600 },
		default: 24,
		description: 'How long after it was first seen shipped an order is emitted again',
		displayOptions: { show: { event: ['shipped'], emit: ['repeat'] } },
	},
	{
		displayName: 'Looks Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 14,
		description:
			'How far back the first poll reads. An outbound order that it has seen open is followed until it has shipped or is cancelled, however long that takes.',
	},
	...SCOPE_PARAMETERS,
	SIMPLIFY,
];
