import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { fieldsOf, isFields } from '../../../shared/fields';
import { optionalInput } from '../../../shared/optionalInput';
import type { OrderItem } from '../../../shared/orderItem';
import { showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import { notAnOrderProblem } from '../../orders/scope';
import { PageRows, type PageRow } from '../../ordersPage/pageRow';
import { unreadableRow } from '../../ordersPage/unreadableRow';

export const option = {
	name: 'Make Rows',
	description: 'Join orders with their outbound orders and the exception desk to rows of the page',
	action: 'Make rows of the orders page',
};

export const inputs = [
	'Orders',
	'Order Exceptions',
	'Outbound Orders',
	'Outbound Exceptions',
	'Desk Rows',
];

export const description: INodeProperties[] = showFor('ordersPage', 'makeRows', [
	{
		displayName: 'Include What Only the Desk Has',
		name: 'includeDeskOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to make rows for orders and tracking numbers that wait in the exception desk and are not among the orders',
	},
]);

/** Fulfilled by TikTok Shop itself: never an order of the warehouse. */
const NOT_OURS = 'FULFILLMENT_BY_TIKTOK';

/** One item: `rows`, how many orders were read and until when, what could not be read, and the moment. No service is called. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const [orders, unreadable, outbound, outboundExceptions, desk] = inputs.map((_, index) =>
		optionalInput(this, index).map(({ json }) => json),
	);
	const omsErrors = errorsIn(outbound);
	const rows = new PageRows({
		outbound: outbound.filter(({ error }) => error === undefined),
		unknownInOms:
			omsErrors.length > 0
				? 'all'
				: new Set(outboundExceptions.map(({ thirdOrderNo }) => toText(thirdOrderNo))),
		desk,
	});
	const read = orders.filter((json) => notAnOrderProblem(json) === undefined);
	const made: PageRow[] = [];
	for (const json of read) {
		const order = json as unknown as OrderItem;
		if (order.fulfillmentType !== NOT_OURS) made.push(rows.rowOf(order));
	}
	const faulty = unreadable.filter(({ exception }) => isFields(exception));
	made.push(...faulty.filter(({ orderId }) => orderId).map(unreadableRow));
	if (this.getNodeParameter('includeDeskOnly', 0, false) as boolean) made.push(...rows.deskOnly());
	const answer = {
		rows: made,
		count: read.length + faulty.length,
		last: read.map(({ updatedAt }) => toText(updatedAt)).reduce(later, ''),
		problems: [
			...errorsIn(orders).map((message) => ({ service: 'TikTok Shop', message })),
			...faulty.filter(({ orderId }) => !orderId).map(shopProblem),
			...omsErrors.slice(0, 1).map((message) => ({ service: 'OMS', message })),
			...rows
				.shopProblems()
				.map(({ shopCode, reason }) => ({ service: shopCode, message: reason })),
		],
		at: new Date().toISOString(),
	};
	return await Promise.resolve([
		[{ json: answer as unknown as IDataObject, pairedItem: { item: 0 } }],
	]);
}

function errorsIn(items: readonly IDataObject[]): string[] {
	return items.filter(({ error }) => error !== undefined).map(({ error }) => toText(error));
}

/** An exception that names no order is about a shop, or about an order without a readable ID. */
function shopProblem({ shop, exception }: IDataObject): { service: string; message: string } {
	return { service: toText(fieldsOf(shop).code), message: toText(fieldsOf(exception).message) };
}

function later(one: string, other: string): string {
	return other > one ? other : one;
}
