import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OutboundLine } from '../shared/orderItem';
import type { OutboundOrderItem, OutboundParcel } from '../shared/outboundOrder';
import { perItem } from '../shared/parameters';

/** What is to be sent back for one input item. */
export interface ShipmentFields {
	orderId: string;
	carrier: string;
	trackingNumber: string;
	/** ID or code of the shop, where the item knows it; empty otherwise. */
	shop: string;
	/** Store that the outbound order names, where nothing else says which shop it is; empty otherwise. */
	storeCode: string;
	/** Number of the outbound order in the OMS, where the item has it; empty otherwise. */
	outboundOrderNo: string;
	/** Sales platform that the OMS names; empty where it names none. */
	salesPlatform: string;
	/** Line items in the parcel, where the item or the user names them. */
	lineItemIds?: string[];
	/** Parcels of the outbound order, where the item has them. */
	parcels: OutboundParcel[];
	/** What the outbound order was made for, and what has left of it, where the item has it. */
	lines: OutboundOrderItem['lines'];
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
		storeCode: '',
		outboundOrderNo: '',
		salesPlatform: '',
		parcels: [],
		lines: [],
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
		storeCode: text(shop?.id) ? '' : text(outbound.storeCode),
		outboundOrderNo: text(outbound.outboundOrderNo),
		salesPlatform: text(outbound.salesPlatform),
		parcels: rows(outbound.parcels).map(parcelOf),
		lines: rows(outbound.lines).flatMap(shippedLineOf),
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
		return { systemSku: text(systemSku), quantity: units(quantity) };
	});
	return { trackingNumber: text(row.trackingNumber), lines };
}

/** The lines of an order item, which name no system SKU, are none of an outbound order. */
function shippedLineOf(row: IDataObject): OutboundOrderItem['lines'] {
	const systemSku = text(row.systemSku);
	const quantity = units(row.quantity);
	const shippedQuantity = units(row.shippedQuantity);
	return systemSku ? [{ systemSku, quantity, shippedQuantity }] : [];
}

function lineOf({ systemSku, quantity, from }: IDataObject): OutboundLine {
	return {
		systemSku: text(systemSku),
		quantity: units(quantity),
		from: rows(from).map((source) => ({
			platformSku: text(source.platformSku),
			quantity: units(source.quantity),
			factor: units(source.factor),
			...(source.skuId ? { skuId: text(source.skuId) } : {}),
		})),
	};
}

function rows(given: unknown): IDataObject[] {
	return Array.isArray(given)
		? given.filter((row): row is IDataObject => typeof row === 'object' && row !== null)
		: [];
}

/** NaN for what is no number. */
function units(value: unknown): number {
	return typeof value === 'number' || text(value) !== '' ? Number(text(value)) : Number.NaN;
}

/** Empty for what is no text and no number. */
function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
