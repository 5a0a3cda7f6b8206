import { groupBy } from 'lodash';

import { fieldsOf, type Fields } from '../../../shared/fields';
import { toText } from '../../../shared/text';
import { deskRow, type DeskRow } from '../../desk/deskRows';
import type { ShippingProvider } from './pairing';
import { isHalfFilled } from './halfFilled';

export interface PairingShop {
	id: string;
	code: string;
	name: string;
	region: string;
}

/** What a delivery option of a store warehouse accepts. */
export interface OptionOffer {
	shopId: string;
	shopCode: string;
	warehouse: string;
	deliveryOption: string;
	providers: ShippingProvider[];
}

export interface ShippedOrder {
	outboundOrderNo: string;
	storeCode: string;
	salesPlatform: string;
	carrier: string;
}

/** A logistics channel of a warehouse of the OMS. */
export interface CarrierChannel {
	warehouse: string;
	countryCode: string;
	code: string;
	carrier: string;
}

/** What both sides and the data tables say about carriers and shipping providers. */
export interface PairingFacts {
	shops: readonly PairingShop[];
	offers: readonly OptionOffer[];
	/** Rows of the pairing in the order of the table; one that is only begun is an empty one, because it does not count yet. */
	rows: readonly Fields[];
	/** The same as they stand in the table. */
	rowsAsWritten: readonly Fields[];
	shipped: readonly ShippedOrder[];
	channels: readonly CarrierChannel[];
	desk: readonly DeskRow[];
}

/** Items as the nodes give them; those that say that a node failed, and empty ones, are left out. */
export interface PairingInputs {
	/** Shipping Provider > Get Many. */
	offers: readonly unknown[];
	/** Rows of the data table. */
	rows: readonly unknown[];
	/** Shop > Get Many. */
	shops: readonly unknown[];
	/** Lingxing OMS, Outbound Order > Get Many: those that shipped. */
	shipped?: readonly unknown[];
	/** Lingxing OMS, Warehouse > Get Many. */
	warehouses?: readonly unknown[];
	/** Rows of the exception desk. */
	desk?: readonly unknown[];
}

/** Shops, channels, providers and rows as the form of the pairing needs them. Items that are none of these are left out. */
export function pairingFacts(inputs: PairingInputs): PairingFacts {
	const rowsAsWritten = inputs.rows.map(fieldsOf);
	return {
		shops: usable(inputs.shops)
			.map((shop) => {
				const { id, code, name, region } = texts(shop, 'id', 'code', 'name', 'region');
				return { id, code, name, region };
			})
			.filter(({ id }) => id !== ''),
		offers: optionOffers(usable(inputs.offers)),
		rows: rowsAsWritten.map((row) => (isHalfFilled(row) ? {} : row)),
		rowsAsWritten,
		shipped: usable(inputs.shipped ?? [])
			.map((order) => {
				const read = texts(order, 'outboundOrderNo', 'storeCode', 'salesPlatform', 'carrier');
				const { outboundOrderNo, storeCode, salesPlatform, carrier } = read;
				return { outboundOrderNo, storeCode, salesPlatform, carrier };
			})
			.filter(({ outboundOrderNo }) => outboundOrderNo !== ''),
		channels: usable(inputs.warehouses ?? []).flatMap(channelsOf),
		desk: usable(inputs.desk ?? []).map(deskRow),
	};
}

/** Messages of nodes that go on when a service does not answer, each once. */
export function unansweredIn(items: readonly unknown[]): string[] {
	const messages = items.map((item) => toText(fieldsOf(item).error));
	return [...new Set(messages.filter((message) => message !== ''))];
}

function usable(items: readonly unknown[]): Fields[] {
	return items.map(fieldsOf).filter(({ error }) => error === undefined);
}

function optionOffers(offers: readonly Fields[]): OptionOffer[] {
	const read = offers
		.map((offer) => {
			return {
				...texts(offer, 'id', 'name', 'shopId', 'shopCode', 'warehouseId', 'warehouse'),
				...texts(offer, 'deliveryOptionId', 'deliveryOption'),
			};
		})
		.filter(({ id }) => id !== '');
	const byOption = groupBy(read, ({ shopId, warehouseId, deliveryOptionId }) =>
		JSON.stringify([shopId, warehouseId, deliveryOptionId]),
	);
	return Object.values(byOption).map((ofOption) => {
		const [{ shopId, shopCode, warehouse, deliveryOption }] = ofOption;
		const providers = ofOption.map(({ id, name }) => ({ id, name }));
		return { shopId, shopCode, warehouse, deliveryOption, providers };
	});
}

function channelsOf(warehouse: Fields): CarrierChannel[] {
	const channels = Array.isArray(warehouse.channels) ? (warehouse.channels as unknown[]) : [];
	const { code, countryCode } = texts(warehouse, 'code', 'countryCode');
	return channels.map(fieldsOf).map((channel) => {
		const of = texts(channel, 'code', 'carrier');
		return { warehouse: code, countryCode, code: of.code, carrier: of.carrier };
	});
}

function texts(fields: Fields, ...names: string[]): Record<string, string> {
	return Object.fromEntries(names.map((name) => [name, toText(fields[name]).trim()]));
}
