import { groupBy } from 'lodash';
import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { assertExact, showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { isDryRun, wouldDo } from '../../../shared/toolRun';
import { addReferences, type ExternalReference } from '../../orders/externalReferences';
import type { Shop } from '../../shops/shops';
import { ItemOutputs } from '../eachItemOrException';
import { chosenShop, connectionOf } from '../context';
import { shopLocator } from '../locators';
import { orderIdParameter, platformParameter } from './orderParameters';
import { orderIdsIn } from './orderIds';

export const option = {
	name: 'Add External Reference',
	description: 'Write the number an order has in another system on the order',
	action: 'Add an external reference to an order',
};

export const outputs = ['Orders', 'Exceptions'];

export const writes = true;

export const description: INodeProperties[] = showFor('order', 'addExternalReference', [
	shopLocator,
	orderIdParameter,
	{
		displayName: 'External Order ID',
		name: 'externalOrderId',
		type: 'string',
		required: true,
		default: '={{ $json.outboundOrder.outboundOrderNo }}',
		description:
			'Number of the order in the other system, e.g. the outbound order number of the OMS',
	},
	platformParameter,
]);

interface Entry extends ExternalReference {
	itemIndex: number;
	shop: Shop;
}

/**
 * Add External Order References (TikTok Shop API §4.6), a hundred orders a call. Each item gets the reference that was written;
 * an item that fails becomes an exception.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const outputs = new ItemOutputs(this);
	const entries: Entry[] = [];
	const failures = new Map<number, unknown>();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		try {
			entries.push(await entryOf(this, itemIndex));
		} catch (failure) {
			failures.set(itemIndex, failure);
		}
	}
	const isPreview = isDryRun(this);
	for (const entriesOfShop of isPreview
		? []
		: Object.values(groupBy(entries, ({ shop }) => shop.id))) {
		const failed = await write(this, entriesOfShop);
		for (const [itemIndex, failure] of failed) failures.set(itemIndex, failure);
	}
	const byItem = new Map(entries.map((entry) => [entry.itemIndex, entry]));
	for (const [itemIndex, { json }] of items.entries()) {
		const entry = byItem.get(itemIndex);
		if (failures.has(itemIndex) || !entry) {
			outputs.addFailure(failures.get(itemIndex), itemIndex);
			continue;
		}
		const { orderId, externalOrderId, platform } = entry;
		const externalReference = { orderId, externalOrderId, platform };
		const what = `Write the number ${externalOrderId} (${platform}) on order ${orderId}.`;
		const result = isPreview ? wouldDo(this, what) : { externalReference };
		outputs.addAnswers([{ json: { ...json, ...result } }], itemIndex);
	}
	return outputs.toArray();
}

/** Writes the references of one shop. @returns failures by item index */
async function write(
	context: IExecuteFunctions,
	entries: readonly Entry[],
): Promise<Map<number, unknown>> {
	try {
		const connection = await connectionOf(context);
		const refused = await addReferences(connection, entries[0].shop.cipher, entries);
		return new Map(
			entries.flatMap(({ itemIndex, orderId }) => {
				const reason = refused.get(orderId);
				return reason === undefined ? [] : [[itemIndex, apiError(context, orderId, reason)]];
			}),
		);
	} catch (failure) {
		return new Map(entries.map(({ itemIndex }) => [itemIndex, failure]));
	}
}

async function entryOf(context: IExecuteFunctions, itemIndex: number): Promise<Entry> {
	const [orderId] = orderIdsIn(context, context.getNodeParameter('orderId', itemIndex), itemIndex);
	const value = context.getNodeParameter('externalOrderId', itemIndex, '') as string | undefined;
	assertExact(context, itemIndex, 'External Order ID', value);
	const { shop } = await chosenShop(context, itemIndex);
	const externalOrderId = toText(value).trim();
	if (!orderId || !externalOrderId) {
		const what = orderId ? 'External Order ID' : 'Order ID';
		throw new NodeOperationError(context.getNode(), `${what} is empty`, {
			itemIndex,
			description: 'Both IDs are needed, e.g. those that Lingxing OMS > Create gives.',
		});
	}
	const platform = context.getNodeParameter('platform', itemIndex) as string;
	return { itemIndex, shop, orderId, externalOrderId, platform };
}

function apiError(context: IExecuteFunctions, orderId: string, reason: string): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`TikTok Shop did not take the external reference of order ${orderId} (${reason})`,
		{ description: 'Check that the order was placed in the chosen shop.' },
	);
}
