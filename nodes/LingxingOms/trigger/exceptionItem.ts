import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { toOutboundOrder } from '../outbound/outboundOrder';
import { unreadableException, type Unreadable } from '../outbound/unreadable';

/**
 * The item that reports an unreadable outbound order.
 *
 * @param zone  time zone of the OMS
 */
export function toException(unreadable: Unreadable, zone: string): INodeExecutionData {
	const item = {
		...toOutboundOrder(unreadable.record, zone),
		exception: unreadableException(unreadable),
	};
	return { json: item as unknown as IDataObject };
}
