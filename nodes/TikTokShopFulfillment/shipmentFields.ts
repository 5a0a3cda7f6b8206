import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutboundLine } from '../shared/orderItem';
import type { OutboundParcel } from '../shared/outboundOrder';
import { perItem } from '../shared/parameters';

/** What is to be sent back for one input item. */
export interface ShipmentFields {
	orderId: string;
	carrier: string;
	trackingNumber: string;
	/** ID or code of the shop, where the item knows it; empty otherwise. */
	shop: string;
	/** Line items in the parcel, where the item or the user names them. */
	lineItemIds?: string[];
	/** Parcels of the outbound order, where the item has them. */
	parcels: OutboundParcel[];
	/** What SKU Mapping made of the order, where the item has it. */
	outboundLines?: OutboundLine[];
}

/** Reads the shipment of each item: from the item's own fields, or from the parameters. */
export function shipmentReader(context: IExecuteFunctions): (itemIndex: number) => ShipmentFields {
	const items = context.getInputData();
	const source = context.getNodeParameter('shipmentSource', 0, 'item') as string;
	if (source === 'item') return (itemIndex) => fieldsOfItem(items[itemIndex].json);
	const orderId = perItem<string>(context, 'orderId', '');
	const carrier = perItem<string>(context, 'carrier', '');
	const trackingNumber = perItem<string>(context, 'trackingNumber', '');
	const lineItemIds = perItem<string>(context, 'lineItemIds', '');
	return (itemIndex) => ({
		orderId: text(orderId(itemIndex)),
		carrier: text(carrier(itemIndex)),
		trackingNumber: text(trackingNumber(itemIndex)),
		shop: fieldsOfItem(items[itemIndex].json).shop,
		parcels: [],
		...named(lineItemIds(itemIndex)),
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
		parcels: rows(outbound.parcels).map(parcelOf),
		...(Array.isArray(json.outboundLines)
			? { outboundLines: rows(json.outboundLines).map(lineOf) }
			: {}),
		...named(json.lineItemIds),
	};
}

/** IDs as a list, or separated by commas; nothing where none is named. */
function named(given: unknown): { lineItemIds?: string[] } {
	const list: unknown[] = Array.isArray(given) ? given : text(given).split(',');
	const ids = list.map(text).filter(Boolean);
	return ids.length > 0 ? { lineItemIds: ids } : {};
}

function parcelOf(row: IDataObject): OutboundParcel {
	const lines = rows(row.lines).map(({ systemSku, quantity }) => {
		return { systemSku: text(systemSku), quantity: Number(quantity) };
	});
	return { trackingNumber: text(row.trackingNumber), lines };
}

function lineOf({ systemSku, quantity, from }: IDataObject): OutboundLine {
	return {
		systemSku: text(systemSku),
		quantity: Number(quantity),
		from: rows(from).map((source) => ({
			platformSku: text(source.platformSku),
			quantity: Number(source.quantity),
			factor: Number(source.factor),
			...(source.skuId ? { skuId: text(source.skuId) } : {}),
		})),
	};
}

function rows(given: unknown): IDataObject[] {
	return Array.isArray(given)
		? given.filter((row): row is IDataObject => typeof row === 'object' && row !== null)
		: [];
}

function text(value: unknown): string {
	return value === null || value === undefined ? '' : String(value).trim();
}
