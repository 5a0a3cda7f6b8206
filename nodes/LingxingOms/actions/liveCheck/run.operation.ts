import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { isDryRun, notWritten } from '../../../shared/toolRun';
import { runInNode } from '../../liveCheck/runInNode';
import { NO_SHIPPING_CHANNEL } from '../../outbound/create/createRequest';

export const option = {
	name: 'Run',
	description: 'Try what this package assumes about the OMS, and say what was seen',
	action: 'Run the live check of the OMS',
};

export const writes = true;

const WHEN_WRITING = { displayOptions: { show: { alsoWrite: [true] } } };

export const description: INodeProperties[] = showFor('liveCheck', 'run', [
	{
		displayName: 'Also Write',
		name: 'alsoWrite',
		type: 'boolean',
		default: false,
		description:
			'Whether to make four test orders too. Each is cancelled at the end; talk to the warehouse before.',
	},
	{
		displayName: 'Warehouse Code',
		name: 'testWarehouseCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. USLAX1',
		description: 'Warehouse of the test orders',
		...WHEN_WRITING,
	},
	{
		displayName: 'System SKU',
		name: 'testSystemSku',
		type: 'string',
		default: '',
		placeholder: 'e.g. SYS-MUG-BLU',
		description: 'What the test orders hold one unit of',
		...WHEN_WRITING,
	},
	{
		displayName: 'Logistics Channel',
		name: 'testChannel',
		type: 'string',
		default: NO_SHIPPING_CHANNEL,
		description: 'Logistics channel of the test orders',
		...WHEN_WRITING,
	},
	{
		displayName: 'Warehouse Code, to Confirm',
		name: 'typedCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. USLAX1',
		description: 'What a person has typed. Nothing is written unless it is the warehouse code.',
		...WHEN_WRITING,
	},
]);

/**
 * One item with a line for each assumption about the OMS: confirmed, refuted or not seen, and the shapes of the answers. It holds
 * no keys, names, addresses and numbers. The same steps as `npm run live-check` (docs/live-check.md).
 */
export async function execute(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const write = this.getNodeParameter('alsoWrite', itemIndex, false) === true && !isDryRun(this);
	const written = (name: string): string =>
		write ? toText(this.getNodeParameter(name, itemIndex, '')).trim() : '';
	const warehouseCode = written('testWarehouseCode');
	const systemSku = written('testSystemSku');
	const choices = {
		// One without the other makes no test order.
		warehouseCode: systemSku === '' ? '' : warehouseCode,
		systemSku,
		testChannel: written('testChannel') || NO_SHIPPING_CHANNEL,
	};
	const report = await runInNode(this, choices, { write, typed: written('typedCode') });
	return [{ ...report, ...notWritten(this) }];
}
