import { attempt, isError, omit } from 'lodash';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { exactNumberProblem } from '../../../shared/exactNumber';
import { orderException, type OrderException } from '../../../shared/exceptions';
import { optionalInput } from '../../../shared/optionalInput';
import type { OutboundLine } from '../../../shared/orderItem';
import {
	firstNumber,
	hasNotLeft,
	isStopped,
	type OutboundOrderItem,
	type OutboundParcel,
} from '../../../shared/outboundOrderItem';
import { perItem } from '../../../shared/parameters';
import { ParameterError } from '../../../shared/typedParameters';
import { MappingLines } from '../parcels/mappingLines';

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
	/** Lingxing OMS > Create has made the outbound order, for everything of the order that waited then. */
	isOwn?: boolean;
	/** Why nothing is sent yet: the parcel has not left the warehouse. */
	notLeft?: OrderException;
	/** The outbound order was cancelled in the OMS. */
	isCancelled?: boolean;
	/** Why nothing may be asked or sent for this item: one of its numbers has lost digits. The other fields are empty then. */
	exception?: OrderException;
}

/** Reads the shipment of each item: from the item's own fields, or from the parameters. */
export function shipmentReader(context: IExecuteFunctions): (itemIndex: number) => ShipmentFields {
	const items = context.getInputData();
	const source = context.getNodeParameter('shipmentSource', 0, 'item') as string;
	if (source === 'item') {
		const mapping = mappingLinesOf(context);
		return (itemIndex) => {
			const { json } = items[itemIndex];
			if (!mapping || Array.isArray(json.outboundLines)) return fieldsOfItem(json);
			return fieldsOfItem({ ...json, outboundLines: mapping.linesOf(outboundOf(json)) });
		};
	}
	const orderId = perItem<string>(context, 'orderId', '');
	const carrier = perItem<string>(context, 'carrier', '');
	const trackingNumber = perItem<string>(context, 'trackingNumber', '');
	const lineItemIds = perItem<string>(context, 'lineItemIds', '');
	return (itemIndex) => {
		const given = orUnusable(() => ({
			orderId: orderId(itemIndex),
			carrier: carrier(itemIndex),
			trackingNumber: trackingNumber(itemIndex),
			lineItemIds: lineItemIds(itemIndex),
		}));
		if ('exception' in given) return { ...NOTHING, exception: given.exception };
		const { shop, storeCode } = shopOf(items[itemIndex].json);
		const exception = notExact({ ...omit(given, 'carrier'), shop, storeCode });
		if (exception) return { ...NOTHING, exception };
		return {
			...NOTHING,
			orderId: text(given.orderId),
			carrier: text(given.carrier),
			trackingNumber: text(given.trackingNumber),
			shop: text(shop) || text(storeCode),
			...named(given.lineItemIds),
		};
	};
}

/** The SKU mapping of the input for it; undefined where the node has none. */
function mappingLinesOf(context: IExecuteFunctions): MappingLines | undefined {
	if (!(context.getNodeParameter('mappingInput', 0, false) as boolean)) return undefined;
	const hasPairing = context.getNodeParameter('pairingSource', 0, 'define') === 'pairingInput';
	const rows = optionalInput(context, hasPairing ? 2 : 1);
	return new MappingLines(rows.map(({ json }) => json));
}

/** The values of one item, or why one of them cannot be used: that is about this item alone. */
function orUnusable<T extends object>(read: () => T): T | { exception: OrderException } {
	const values = attempt(read);
	if (values instanceof ParameterError) {
		const { message, description } = values;
		return { exception: orderException('ITEM_UNUSABLE', message, {}, description ?? undefined) };
	}
	if (isError(values)) throw values;
	return values;
}

const NOTHING: ShipmentFields = {
	orderId: '',
	carrier: '',
	trackingNumber: '',
	shop: '',
	storeCode: '',
	outboundOrderNo: '',
	salesPlatform: '',
	parcels: [],
	lines: [],
};

/** An outbound order item, or an order item that carries its outbound order (Lingxing OMS > Create). */
export function fieldsOfItem(json: IDataObject): ShipmentFields {
	const outbound = outboundOf(json);
	const { shop, storeCode } = shopOf(json);
	const parcels = rows(outbound.parcels);
	const outboundLines = rows(json.outboundLines);
	const sources = outboundLines.flatMap(({ from }) => rows(from));
	const exception = notExact({
		orderId: [json.orderId, outbound.orderId],
		trackingNumber: [outbound.trackingNumber, ...parcels.map((row) => row.trackingNumber)],
		lineItemIds: json.lineItemIds,
		shop,
		storeCode,
		systemSku: [...outboundLines, ...parcels.flatMap(({ lines }) => rows(lines))].map(
			({ systemSku }) => onlyNumber(systemSku),
		),
		platformSku: sources.map(({ platformSku }) => onlyNumber(platformSku)),
		skuId: sources.map(({ skuId }) => skuId),
	});
	if (exception) return { ...NOTHING, exception };
	const orderId = text(json.orderId) || text(outbound.orderId);
	const notLeft = notLeftException(outbound, orderId);
	return {
		orderId,
		...(notLeft ? { notLeft } : {}),
		isCancelled: outbound.state === 'cancelled',
		isOwn: isOwn(text(outbound.thirdOrderNo), orderId),
		carrier: text(outbound.carrier),
		trackingNumber: text(outbound.trackingNumber),
		shop: text(shop) || text(storeCode),
		storeCode: text(shop) ? '' : text(storeCode),
		outboundOrderNo: text(outbound.outboundOrderNo),
		salesPlatform: text(outbound.salesPlatform),
		parcels: parcels.map(parcelOf),
		lines: rows(outbound.lines).flatMap(shippedLineOf),
		...(Array.isArray(json.outboundLines) ? { outboundLines: outboundLines.map(lineOf) } : {}),
		...named(json.lineItemIds),
	};
}

/** A number that is known before the parcel has left is not sent, because buyers would wait for what is still in the warehouse. */
function notLeftException(outbound: IDataObject, orderId: string): OrderException | undefined {
	const { state } = outbound;
	if (!hasNotLeft(state)) return undefined;
	const outboundOrderNo = text(outbound.outboundOrderNo);
	const details = { orderId, outboundOrderNo, state };
	const name = `Order ${orderId}: the warehouse`;
	if (isStopped(state)) {
		const reason = text(outbound.exceptionReason) || text(state);
		const message = `${name} does not go on with its outbound order ${outboundOrderNo}: ${reason}.`;
		return orderException('WAREHOUSE_EXCEPTION', message, details);
	}
	if (text(outbound.trackingNumber) === '') return undefined;
	const message = `${name} has a tracking number for its outbound order ${outboundOrderNo}, and has not shipped it yet (${text(state)}).`;
	const hint = 'The number is sent as soon as the warehouse has shipped the parcel.';
	return orderException('TRACKING_NUMBER_MISSING', message, details, hint);
}

/** The two sources of Create's third order number: the order ID, and the idempotency key `<shopId>:<orderId>`. */
function isOwn(thirdOrderNo: string, orderId: string): boolean {
	return orderId !== '' && firstNumber(thirdOrderNo).split(':').at(-1) === orderId;
}

function outboundOf(json: IDataObject): IDataObject {
	return (json.outboundOrder ?? json) as IDataObject;
}

function shopOf(json: IDataObject): { shop: unknown; storeCode: unknown } {
	const shop = json.shop as IDataObject | null | undefined;
	return { shop: shop?.id, storeCode: outboundOf(json).storeCode };
}

/** A SKU may really look like a shortened number; as a number it has lost digits for sure. */
function onlyNumber(sku: unknown): unknown {
	return typeof sku === 'string' ? undefined : sku;
}

const NAMES = {
	orderId: 'Order ID',
	trackingNumber: 'Tracking number',
	lineItemIds: 'Line item ID',
	shop: 'Shop ID',
	storeCode: 'Store code',
	systemSku: 'System SKU',
	platformSku: 'Platform SKU',
	skuId: 'SKU ID',
};

type NumberField = keyof typeof NAMES;

/** The exception of an item in which a long number has lost digits: another order, another parcel would be meant. */
function notExact(given: Partial<Record<NumberField, unknown>>): OrderException | undefined {
	for (const field of Object.keys(NAMES) as NumberField[]) {
		const problem = exactNumberProblem(NAMES[field], given[field]);
		if (problem === undefined) continue;
		return orderException('NUMBER_NOT_EXACT', `${problem} Nothing was sent.`, {
			field,
			orderId: exactNumberProblem('', given.orderId) ? '' : text([given.orderId].flat()[0]),
		});
	}
	return undefined;
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
	return text(value) === '' ? Number.NaN : Number(text(value));
}

/** Nothing for what is neither text nor a number. */
function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
