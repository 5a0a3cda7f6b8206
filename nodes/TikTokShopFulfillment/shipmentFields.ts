import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { perItem } from '../shared/parameters';

/** What is to be sent back for one input item. */
export interface ShipmentFields {
	orderId: string;
	carrier: string;
	trackingNumber: string;
	/** ID or code of the shop, where the item knows it; empty otherwise. */
	shop: string;
}

/** Reads the shipment of each item: from the item's own fields, or from the parameters. */
export function shipmentReader(context: IExecuteFunctions): (itemIndex: number) => ShipmentFields {
	const items = context.getInputData();
	const source = context.getNodeParameter('shipmentSource', 0, 'item') as string;
	if (source === 'item') return (itemIndex) => fieldsOfItem(items[itemIndex].json);
	const orderId = perItem<string>(context, 'orderId', '');
	const carrier = perItem<string>(context, 'carrier', '');
	const trackingNumber = perItem<string>(context, 'trackingNumber', '');
	return (itemIndex) => ({
		orderId: text(orderId(itemIndex)),
		carrier: text(carrier(itemIndex)),
		trackingNumber: text(trackingNumber(itemIndex)),
		shop: fieldsOfItem(items[itemIndex].json).shop,
	});
}

/** An outbound order item, or an order item that carries its outbound order (Lingxing OMS > Create). */
export function fieldsOfItem(json: IDataObject): ShipmentFields {
	const outbound = (json.outboundOrder ?? json) as IDataObject;
	const shop = json.shop as IDataObject | undefined;
	return {
		orderId: text(json.orderId) || text(outbound.orderId),
		carrier: text(outbound.carrier),
		trackingNumber: text(outbound.trackingNumber),
		shop: text(shop?.id) || text(outbound.storeCode),
	};
}

function text(value: unknown): string {
	return value === null || value === undefined ? '' : String(value).trim();
}
