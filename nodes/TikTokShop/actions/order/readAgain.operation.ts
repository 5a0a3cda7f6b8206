import { groupBy } from 'lodash';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { SECOND_MS } from '../../../shared/durations';
import { orderException, type OrderException } from '../../../shared/exceptions';
import { fieldsOf } from '../../../shared/fields';
import { answerTo, asNodeError, exceptionItem, failedItem } from '../../../shared/forEachItem';
import { showFor } from '../../../shared/parameters';
import { toText } from '../../../shared/text';
import type { ApiOrder } from '../../orders/apiOrder';
import { orderDetails } from '../../orders/details';
import { toOrderItem, withoutOldReading } from '../../orders/orderItem';
import { notAnOrderProblem } from '../../orders/scope';
import { toUnreadableOrder } from '../../orders/unreadable';
import { keptShops } from '../../shops/kept';
import { haveCommonProblem, notAuthorizedException, unknownShop } from '../../shops/shopProblem';
import { shopLabel, toOrderShop, type Shop } from '../../shops/shops';
import type { Connection } from '../../transport/connection';
import { connectionOf } from '../context';
import { ShopCalls, ShopFailure } from './shopCalls';

export const option = {
	name: 'Read Again',
	description: 'Bring orders up to date just before they are used, fifty with one call',
	action: 'Read an order again',
};

export const outputs = ['Orders', 'Exceptions'];

const DEFAULT_SECONDS = 60;

export const description: INodeProperties[] = showFor('order', 'readAgain', [
	{
		displayName: 'Pass Orders Read Within (Seconds)',
		name: 'freshSeconds',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: DEFAULT_SECONDS,
		description:
			"Orders that the trigger, or another Read Again, has read within this time go on without a call. 0 reads each order. The first item's value holds for all.",
	},
]);

/** `fresh`: read a moment ago, so the item goes on as it is. */
type Outcome =
	| { order: ApiOrder; shop: Shop; readAt: string }
	| { exception: OrderException }
	| 'fresh';

/**
 * Outputs: the orders as they are now, with all other fields of their items; and Exceptions. Orders may have changed, or been cancelled,
 * since an earlier node has read them (Get Order Detail, TikTok Shop API §4.3). What was read a moment ago passes as it is. A shop that
 * fails does not affect the others.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	if (items.length === 0) return [[], []];
	const outcomes = new Map<number, Outcome>();
	try {
		const now = Date.now();
		const seconds = this.getNodeParameter('freshSeconds', 0, DEFAULT_SECONDS) as number;
		const asked = items.flatMap(({ json }, itemIndex) => {
			const exception = exceptionOf(json);
			if (exception) outcomes.set(itemIndex, { exception });
			else if (isFresh(json, now, seconds)) outcomes.set(itemIndex, 'fresh');
			return outcomes.has(itemIndex) ? [] : [{ itemIndex, ...namesOf(json) }];
		});
		if (asked.length > 0) await new Reading(await connectionOf(this), outcomes).readAll(asked);
	} catch (failure) {
		const error = asNodeError(this, failure, 0);
		if (!this.continueOnFail()) throw error;
		return [[], items.map((item, itemIndex) => failedItem(this, item, error, itemIndex))];
	}
	return toOutputs(items, outcomes);
}

interface Asked {
	itemIndex: number;
	orderId: string;
	shopId: string;
}

function namesOf(json: IDataObject): Omit<Asked, 'itemIndex'> {
	return { orderId: toText(json.orderId).trim(), shopId: toText(fieldsOf(json.shop).id).trim() };
}

function exceptionOf(json: IDataObject): OrderException | undefined {
	const { exception } = json;
	// What an earlier node says of an order stays as it is.
	if (typeof exception === 'object' && exception !== null) return exception as never;
	const problem = notAnOrderProblem(json);
	if (problem === undefined) return undefined;
	const hint =
		'Connect a node that gives order items, such as the TikTok Shop Trigger. The other items go on.';
	return orderException(
		'ORDER_UNREADABLE',
		`This item is not an order: ${problem}.`,
		{ problem },
		hint,
	);
}

/** Whether the order was read so recently that it need not be read again. A time in the future is that of another clock. */
function isFresh({ readAt }: IDataObject, now: number, seconds: number): boolean {
	const age = now - Date.parse(toText(readAt));
	return age >= 0 && age < seconds * SECOND_MS;
}

class Reading {
	private readonly calls = new ShopCalls();
	private readonly failures: ShopFailure[] = [];
	private hasAnswer = false;

	constructor(
		private readonly connection: Connection,
		private readonly outcomes: Map<number, Outcome>,
	) {}

	/** @throws what all shops meet, and errors of token and signature */
	async readAll(asked: readonly Asked[]): Promise<void> {
		const byShop = groupBy(asked, ({ shopId }) => shopId);
		const { shops } = await keptShops(this.connection, (list) =>
			Object.keys(byShop).every((id) => list.shops.some((shop) => shop.id === id)),
		);
		for (const [shopId, ofShop] of Object.entries(byShop)) {
			const shop = shops.find(({ id }) => id === shopId);
			if (shop) await this.readShop(shop, ofShop);
			else {
				const exception = notAuthorizedException(unknownShop(shopId), shops);
				this.settle(ofShop, () => ({ exception }));
			}
		}
		const [first] = this.failures;
		const problems = this.failures.map(({ problem }) => problem);
		if (first && !this.hasAnswer && haveCommonProblem(problems)) throw first.cause as Error;
	}

	private async readShop(shop: Shop, asked: readonly Asked[]): Promise<void> {
		const ids = asked.map(({ orderId }) => orderId);
		const readAt = new Date(Date.now()).toISOString();
		try {
			const { orders, unreadable } = await this.calls.run(
				shop,
				async () => await orderDetails(this.connection, shop.cipher, ids),
			);
			this.hasAnswer = true;
			const orderOf = new Map(orders.map((order) => [order.id, order]));
			const faultOf = new Map(unreadable.map((fault) => [fault.orderId, fault]));
			this.settle(asked, ({ orderId }) => {
				const order = orderOf.get(orderId);
				const fault = faultOf.get(orderId);
				if (order) return { order, shop, readAt };
				if (fault) return { exception: toUnreadableOrder(fault, toOrderShop(shop)).exception };
				const message = `${shopLabel(shop)} has no order ${orderId}`;
				return { exception: orderException('ORDER_NOT_FOUND', message) };
			});
		} catch (failure) {
			if (!(failure instanceof ShopFailure)) return await Promise.reject(failure as Error);
			this.failures.push(failure);
			const { exception } = failure.problem;
			this.settle(asked, () => ({ exception }));
		}
	}

	private settle(asked: readonly Asked[], outcomeOf: (each: Asked) => Outcome): void {
		for (const each of asked) this.outcomes.set(each.itemIndex, outcomeOf(each));
	}
}

function toOutputs(
	items: readonly INodeExecutionData[],
	outcomes: ReadonlyMap<number, Outcome>,
): INodeExecutionData[][] {
	const outputs: [INodeExecutionData[], INodeExecutionData[]] = [[], []];
	items.forEach((item, itemIndex) => {
		const outcome = outcomes.get(itemIndex);
		if (!outcome) return;
		if (outcome === 'fresh') {
			outputs[0].push(answerTo(item, { json: item.json }, itemIndex));
			return;
		}
		if ('exception' in outcome) {
			outputs[1].push(exceptionItem(item, outcome.exception, itemIndex));
			return;
		}
		const { order, shop, readAt } = outcome;
		const current = toOrderItem(order, toOrderShop(shop), item.json.raw !== undefined);
		const others = withoutOldReading(item.json);
		const json = { ...others, ...current, readAt } as unknown as IDataObject;
		outputs[0].push(answerTo(item, { json }, itemIndex));
	});
	return outputs;
}
