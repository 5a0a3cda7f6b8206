import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { refuseInexact, showFor } from '../../../shared/parameters';
import { asNodeError, failedItem } from '../../../shared/router';
import { addReferences, type ExternalReference } from '../../orders/externalReferences';
import type { Shop } from '../../shops/shops';
import { chosenShop, connectionOf } from '../context';
import { shopLocator } from '../locators';
import { orderIdParameter, platformParameter } from './externalPlatform';
import { orderIdsIn } from './orderIds';

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

/** Add External Order References (contract §4.6), a hundred orders a call: the items go on with what was written. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const output: INodeExecutionData[] = [];
	const fail = (failure: unknown, itemIndex: number) => {
		const error = asNodeError(this, failure, itemIndex);
		if (!this.continueOnFail()) throw error;
		output[itemIndex] = failedItem(this, items[itemIndex], error, itemIndex);
	};
	const byShop = new Map<string, Entry[]>();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		try {
			const entry = await entryOf(this, itemIndex);
			byShop.set(entry.shop.id, [...(byShop.get(entry.shop.id) ?? []), entry]);
		} catch (failure) {
			fail(failure, itemIndex);
		}
	}
	for (const entries of byShop.values()) {
		try {
			const connection = await connectionOf(this);
			const refused = await addReferences(connection, entries[0].shop.cipher, entries);
			for (const { itemIndex, orderId, externalOrderId, platform } of entries) {
				const reason = refused.get(orderId);
				if (reason !== undefined) fail(refusal(this, orderId, reason), itemIndex);
				else {
					const externalReference = { orderId, externalOrderId, platform };
					const json = { ...items[itemIndex].json, externalReference };
					output[itemIndex] = { json, pairedItem: { item: itemIndex } };
				}
			}
		} catch (failure) {
			for (const { itemIndex } of entries) if (!output[itemIndex]) fail(failure, itemIndex);
		}
	}
	return [output];
}

async function entryOf(context: IExecuteFunctions, itemIndex: number): Promise<Entry> {
	const [orderId] = orderIdsIn(context, context.getNodeParameter('orderId', itemIndex), itemIndex);
	const given = context.getNodeParameter('externalOrderId', itemIndex, '') as string | undefined;
	refuseInexact(context, itemIndex, 'External Order ID', given);
	const { shop } = await chosenShop(context, itemIndex);
	const externalOrderId = String(given ?? '').trim();
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

function refusal(context: IExecuteFunctions, orderId: string, reason: string): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`TikTok Shop did not take the external reference of order ${orderId} (${reason})`,
		{ description: 'Check that the order was placed in the chosen shop.' },
	);
}
