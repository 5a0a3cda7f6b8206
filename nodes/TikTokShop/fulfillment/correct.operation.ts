import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { forEachShipment } from './run/forEachShipment';
import { correctTracking } from './send/correctTracking';

export const option = {
	name: 'Correct Tracking',
	description:
		'Replace the tracking number of orders that are shipped; once per order and within 72 hours',
	action: 'Correct tracking',
};

export const writes = true;

/** Correct Tracking: replaces number or provider of parcels TikTok Shop has as shipped (TikTok Shop API §4.6: 72 h, once). */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return await forEachShipment(this, correctTracking);
}
