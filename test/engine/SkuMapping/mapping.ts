import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { OrderItem, OrderLine, OutboundLine } from '../../../nodes/shared/orderItem';
import { order } from '../../support/items/mappingOrder';
import { runSkuMapping } from './run';

export const MAP = { operation: 'mapOrders', mappingSource: 'mappingInput' };
export const CHECK = { operation: 'checkMapping', mappingSource: 'mappingInput' };

export type Row = [store: string, platformSku: string, systemSku: string, quantity?: unknown];

export const rowsOf = (rows: Row[]): IDataObject[] =>
	rows.map(([store_code, platform_sku, system_sku, quantity = 1]) => ({
		store_code,
		platform_sku,
		system_sku,
		quantity: quantity as number,
	}));

export const item = (lines: OrderLine[], more: Partial<OrderItem> = {}) =>
	structuredClone(order(lines, more)) as unknown as IDataObject;

export const inStore = (code: string) => ({
	shop: { id: `id-${code}`, code, name: '', region: 'US', sellerType: 'LOCAL' },
});

/** "SYS × 2 + OTHER × 1" of a mapped order, or the code of the exception. */
export async function map(
	orders: IDataObject[],
	rows: Row[],
	parameters: INodeParameters = {},
	products?: IDataObject[],
): Promise<string[]> {
	const inputs = [orders, rowsOf(rows), ...(products ? [products] : [])];
	const { outputs, items, error } = await runSkuMapping({ ...MAP, ...parameters }, inputs);
	if (error) throw error;
	const answers: string[] = [];
	outputs.forEach((output, index) =>
		output.forEach((json, position) => {
			const { item: from } = items[index][position].pairedItem as { item: number };
			const { exception } = json as { exception?: { code: string } };
			answers[from] =
				exception?.code ??
				(json.outboundLines as unknown as OutboundLine[])
					.map(({ systemSku, quantity }) => `${systemSku} × ${quantity}`)
					.join(' + ');
		}),
	);
	return answers;
}

export async function problems(rows: Row[], compareWith: string[] = [], ...more: IDataObject[][]) {
	const { outputs } = await runSkuMapping({ ...CHECK, compareWith }, [rowsOf(rows), ...more]);
	return outputs[1].map(({ row, code }) => [row, code]);
}
