import { omit } from 'lodash';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { orderException } from '../../../shared/exceptions';
import { exceptionItem } from '../../../shared/forEachItem';
import { deadlineLines, deadlineSummaries } from '../../audit/deadlineLines';
import { readOrderSide } from '../../audit/orderSide';

export const option = {
	name: 'Check Deadlines',
	description: 'Say which orders have to be shipped or collected soon, and which are overdue',
	action: 'Check the deadlines of orders',
};

export const outputs = ['Due', 'Summary', 'Exceptions'];

/**
 * Outputs: an item for each deadline that is near or over; one item for each shop and store warehouse; the items of which no deadline
 * is known, because they are no orders.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const { rows, faults } = readOrderSide(items.map(({ json }) => json));
	const lines = deadlineLines(rows, Date.now());
	const exceptions = faults.map(({ position, reason }) => {
		const item = items[position];
		if (item.json.exception) return { ...item, pairedItem: { item: position } };
		return exceptionItem(item, orderException('ORDER_UNREADABLE', reason), position);
	});
	return await Promise.resolve([
		lines.map((line) => ({
			json: omit(line, 'position') as IDataObject,
			pairedItem: { item: line.position },
		})),
		deadlineSummaries(lines).map(({ positions, ...summary }) => ({
			json: summary,
			pairedItem: positions.map((item) => ({ item })),
		})),
		exceptions,
	]);
}
