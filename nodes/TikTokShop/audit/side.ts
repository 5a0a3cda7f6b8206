import { uniqBy } from 'lodash';

import { fieldsOf, type Fields } from '../../shared/fields';
import { toText } from '../../shared/text';

/** What was read of one service. */
export interface Side<T> {
	rows: T[];
	/** Why rows are missing; a side with any is not complete. */
	faults: SideFault[];
	/** Whether the service said anything, if only that it has nothing. */
	hasAnswered: boolean;
}

/** Something that could not be read. */
export interface SideFault {
	/** Position of its item in the input. */
	position: number;
	/** The order that it is about; empty where it may be any. */
	orderId: string;
	/** The shop that it is about; empty where it may be any. */
	shopId: string;
	shopCode: string;
	reason: string;
}

/**
 * One side, from the items of an input. What cannot be read, or an `error` of a node that has failed, is a fault. An input without
 * items has not answered: a node that finds nothing gives an empty item where Always Output Data is on.
 *
 * @param read  a row; a text says why the item is none
 */
export function readSide<T>(
	items: readonly unknown[],
	read: (json: Fields, position: number) => T | string | undefined,
): Side<T> {
	const side: Side<T> = { rows: [], faults: [], hasAnswered: false };
	items.forEach((item, position) => {
		const json = fieldsOf(item);
		const row = isEmpty(json) ? undefined : readRow(json, position, read);
		if (typeof row === 'string') side.faults.push(faultOf(json, row, position));
		else if (row !== undefined) side.rows.push(row);
	});
	// The same item may have come through two nodes.
	side.faults = uniqBy(side.faults, ({ orderId, shopId, reason }) => orderId || shopId + reason);
	const errors = items.filter((item) => toText(fieldsOf(item).error) !== '').length;
	side.hasAnswered = items.length > errors;
	return side;
}

/** An empty item that went through a node which looks for orders has its exception and nothing else. */
function isEmpty(json: Fields): boolean {
	return Object.keys(json).every((name) => name === 'exception');
}

function readRow<T>(
	json: Fields,
	position: number,
	read: (json: Fields, position: number) => T | string | undefined,
): T | string | undefined {
	const error = toText(json.error);
	return error === '' ? read(json, position) : error;
}

function faultOf(json: Fields, reason: string, position: number): SideFault {
	const shop = fieldsOf(json.shop);
	return {
		position,
		orderId: textField(json.orderId),
		shopId: textField(shop.id),
		shopCode: textField(shop.code) || textField(json.storeCode),
		reason,
	};
}

/** A text without blanks around it; empty for anything that is no text. */
export function textField(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

/** Epoch ms; undefined for what is no ISO time. */
export function timeField(value: unknown): number | undefined {
	const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
	return Number.isFinite(time) ? time : undefined;
}

/** Units of each system SKU; undefined where a line cannot be read, or there is none. */
export function unitsField(lines: unknown): ReadonlyMap<string, number> | undefined {
	const units = new Map<string, number>();
	for (const line of Array.isArray(lines) ? (lines as unknown[]).map(fieldsOf) : []) {
		const sku = textField(line.systemSku);
		const quantity = Number(line.quantity);
		if (sku === '' || !Number.isSafeInteger(quantity) || quantity < 1) return undefined;
		units.set(sku, (units.get(sku) ?? 0) + quantity);
	}
	return units.size > 0 ? units : undefined;
}
