import { omit } from 'lodash';
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { exactNumberProblem } from '../../../shared/exactNumber';
import { orderException } from '../../../shared/exceptions';
import { optionalInput } from '../../../shared/optionalInput';
import type { OrderItem } from '../../../shared/orderItem';
import { optionsOf, showFor } from '../../../shared/parameters';
import { asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { textsIn, toText } from '../../../shared/text';
import { secondsOf } from '../../../shared/typedValues';
import { DeskRows } from '../../desk/deskRows';
import { DEFAULT_STATUS, statusOptions } from '../../orders/orderStatus';
import { notAnOrderProblem, skipReason, type Scope } from '../../orders/scope';
import { shippingTypeParameter } from './orderParameters';

interface Options {
	includeCancelRequested?: boolean;
	minimumAgeMinutes?: number;
	notBefore?: string;
}

export const option = {
	name: 'Check Eligibility',
	description: 'Say which orders go to the warehouse now, and why the others do not',
	action: 'Check the eligibility of an order',
};

export const outputs = ['Eligible', 'Skipped', 'Exceptions'];

/** Name of the second input. */
export const DESK_ROWS = 'Desk Rows';
const DESK_INPUT = 1;
const CLOSED_BY_HAND = 'It was closed by hand in the exception desk.';

export const description: INodeProperties[] = showFor('order', 'checkEligibility', [
	{
		displayName: 'Shop IDs or Codes',
		name: 'shops',
		type: 'string',
		default: '',
		placeholder: 'e.g. USLC000001',
		description: 'Comma-separated; only orders of these shops go on. Empty for all shops.',
	},
	{
		displayName: 'Store Warehouse IDs',
		name: 'warehouseIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7300000000000000101',
		description:
			'Comma-separated; only orders that are assigned to these on TikTok Shop go on. Empty for all store warehouses.',
	},
	{
		displayName: 'Order Status',
		name: 'orderStatus',
		type: 'multiOptions',
		options: statusOptions('waiting'),
		default: [DEFAULT_STATUS],
		description: 'Only orders in one of these go on',
	},
	{
		...shippingTypeParameter,
		description: 'Who buys the label of the orders that go on',
	},
	{
		displayName: 'Skip Orders Closed by Hand',
		name: 'skipClosedByHand',
		type: 'boolean',
		default: false,
		description:
			'Whether to skip the orders that a person has closed in the exception desk. The rows of its data table then come by a second input.',
	},
	optionsOf([
		{
			displayName: 'Include Orders with a Cancel Request',
			name: 'includeCancelRequested',
			type: 'boolean',
			default: false,
			description:
				'Whether orders go on that the buyer asks to cancel. Shipping one rejects the request.',
		},
		{
			displayName: 'Minimum Age (Minutes)',
			name: 'minimumAgeMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description: 'Time since payment an order has to rest before it goes on',
		},
		{
			displayName: 'Not Before',
			name: 'notBefore',
			type: 'dateTime',
			default: '',
			description: 'Orders that were placed before this moment never go on',
		},
	]),
]);

/** Outputs: Eligible, Skipped (with the reason in `skipped`), Exceptions. The first item's parameters hold for all items. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	if (items.length === 0) return [[], [], []];
	let scope: Scope;
	try {
		scope = scopeOf(this);
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		return [[], [], items.map((item, itemIndex) => failedItem(this, item, error, itemIndex))];
	}
	const [eligible, skipped, exceptions]: INodeExecutionData[][] = [[], [], []];
	const now = Math.floor(Date.now() / 1_000);
	const desk = deskOf(this);
	items.forEach((item, itemIndex) => {
		const { json } = item;
		const pairedItem = { item: itemIndex };
		if (isNoOrder(json)) {
			const isClosed = desk?.isClosedByHand(toText(json.orderId)) === true;
			if (isClosed) skipped.push({ ...item, json: closedByHand(json), pairedItem });
			else exceptions.push({ ...item, pairedItem });
			return;
		}
		const problem = notAnOrderProblem(json);
		if (problem !== undefined) {
			const exception = orderException(
				'ORDER_UNREADABLE',
				`This item is not an order: ${problem}.`,
				{ problem },
				'Connect a node that gives order items, such as the TikTok Shop Trigger or Order > Get Many. The other items go on.',
			);
			exceptions.push(exceptionItem(item, exception, itemIndex));
			return;
		}
		const order = json as unknown as OrderItem;
		const reason = desk?.isClosedByHand(order.orderId)
			? CLOSED_BY_HAND
			: skipReason(order, scope, now);
		if (reason === undefined) eligible.push({ ...item, pairedItem });
		else skipped.push({ ...item, json: { ...json, skipped: reason }, pairedItem });
	});
	return [eligible, skipped, exceptions];
}

/** The rows of the exception desk; undefined where they do not count. */
function deskOf(context: IExecuteFunctions): DeskRows | undefined {
	const counts = context.getNodeParameter('skipClosedByHand', 0, false) as boolean;
	return counts
		? new DeskRows(optionalInput(context, DESK_INPUT).map(({ json }) => json))
		: undefined;
}

/** Nothing more is said of an order that a person has closed. */
function closedByHand(json: IDataObject): IDataObject {
	return { ...omit(json, 'exception'), skipped: CLOSED_BY_HAND };
}

/** Whether an item is an exception of an earlier node, or reports that a shop has recovered. */
function isNoOrder({ exception, recovered }: IDataObject): boolean {
	return (typeof exception === 'object' && exception !== null) || recovered === true;
}

function scopeOf(context: IExecuteFunctions): Scope {
	const value = (name: string, fallback: unknown) =>
		context.getNodeParameter(name, 0, fallback as string) as unknown;
	const options = value('options', {}) as Options;
	const notBefore = secondsOf(options.notBefore);
	const statuses = textsIn(value('orderStatus', [DEFAULT_STATUS]));
	if (statuses.length === 0) {
		throw new NodeOperationError(context.getNode(), 'No order status is chosen', {
			description: 'Choose at least one under Order Status, usually Awaiting Shipment.',
		});
	}
	return {
		shops: idsOf(context, 'Shop ID', value('shops', '')),
		warehouseIds: idsOf(context, 'Store warehouse ID', value('warehouseIds', '')),
		statuses,
		shippingType: toText(value('shippingType', 'SELLER')),
		includeCancelRequested: options.includeCancelRequested ?? false,
		minimumAge: (options.minimumAgeMinutes ?? 0) * 60,
		...(notBefore === undefined ? {} : { notBefore }),
	};
}

/** @throws NodeOperationError when an ID has lost its last digits */
function idsOf(context: IExecuteFunctions, name: string, value: unknown): string[] {
	const inexact = exactNumberProblem(name, value);
	if (inexact === undefined) return textsIn(value);
	throw new NodeOperationError(context.getNode(), inexact, {
		description: 'Give it as text, e.g. in quotation marks.',
	});
}
