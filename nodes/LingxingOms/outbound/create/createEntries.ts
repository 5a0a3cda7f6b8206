import type { IExecuteFunctions } from 'n8n-workflow';

import { asNodeError } from '../../../shared/forEachItem';
import type { OrderItem } from '../../../shared/orderItem';
import { perItem } from '../../../shared/parameters';
import { textOf } from '../../transport/json';
import { orderCancelledException } from '../cancelledOrders';
import { OWN_LABEL_CHANNEL, type CreateChoice } from './createRequest';
import type { DesiredOrder, EnsureResult } from './desiredOrder';
import { notExactException } from './exactNumbers';
import { outcomesOfFailures } from './failedParameters';
import { labelOfItem, labelOfText } from './label';
import { orderNumberException, type NumberSource } from './orderForCreate';

type Options = Partial<
	Pick<CreateChoice, 'salesPlatform' | 'remark' | 'signatureService' | 'label'>
> & {
	/** Binary field with the label; default: `data`. */
	labelField?: string;
	/** Whether to search for outbound orders that were created elsewhere; default: true. */
	lookElsewhere?: boolean;
	/** What to do about an outbound order that is not what the order needs now; default: `wait`. */
	whenDifferent?: 'wait' | 'replaceChanged' | 'replace' | 'ignore';
	/** Whether to create again what was cancelled in the OMS; default: false. */
	createAgain?: boolean;
	preview?: boolean;
};

/** Where warehouse and channel come from. */
type WarehouseSource = 'fixed' | 'order';

/** An order that is to be created, with the parameters of its item. */
export interface Entry {
	itemIndex: number;
	order: OrderItem;
	choice: CreateChoice;
	options: Options;
}

/** Reads the parameters of each item. Items that can be decided without the OMS get their outcome. */
export async function readEntries(
	context: IExecuteFunctions,
	outcomes: Map<number, EnsureResult>,
): Promise<Entry[]> {
	const source = perItem<NumberSource>(context, 'thirdOrderNo', 'orderId');
	const readEntry = entryReader(context);
	const entries: Entry[] = [];
	const failures = new Map<number, Error>();
	const items = context.getInputData();
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const order = items[itemIndex].json as unknown as OrderItem;
		const exception = notExactException(items[itemIndex].json);
		if (exception) {
			outcomes.set(itemIndex, { exception });
			continue;
		}
		try {
			const exception = orderNumberException(order, source(itemIndex), itemIndex);
			if (exception) outcomes.set(itemIndex, { exception });
			else if (order.status === 'CANCELLED') {
				outcomes.set(itemIndex, { exception: orderCancelledException(order.orderId) });
			} else entries.push(await readEntry(order, itemIndex, source(itemIndex)));
		} catch (failure) {
			failures.set(itemIndex, asNodeError(context, failure, itemIndex));
		}
	}
	for (const [itemIndex, outcome] of outcomesOfFailures(context, failures)) {
		outcomes.set(itemIndex, outcome);
	}
	return entries;
}

/** What the order and the options say about an outbound order that is there already. */
export function changeChoice(
	{ status, change, shipBy, readAt }: OrderItem,
	{ whenDifferent = 'wait', createAgain = false }: Options,
): Pick<
	DesiredOrder,
	'isComparable' | 'hasChanged' | 'replaces' | 'mayReplace' | 'createsAgain' | 'shipBy' | 'readAt'
> {
	const hasChanged = typeof change === 'string';
	return {
		// Of a partly shipped order the outbound order has more than what still waits.
		isComparable: status === 'AWAITING_SHIPMENT' && whenDifferent !== 'ignore',
		hasChanged,
		replaces: whenDifferent === 'replace' || (whenDifferent === 'replaceChanged' && hasChanged),
		mayReplace: whenDifferent === 'replace' || whenDifferent === 'replaceChanged',
		createsAgain: createAgain,
		readAt: Date.parse(textOf(readAt)) || 0,
		...(typeof shipBy === 'string' ? { shipBy } : {}),
	};
}

function entryReader(
	context: IExecuteFunctions,
): (order: OrderItem, itemIndex: number, source: NumberSource) => Promise<Entry> {
	const placeOf = placeReader(context);
	const optionsOf = perItem<Options>(context, 'options', {});
	return async (json, itemIndex, source) => {
		const order = { ...json, orderId: json.orderId.trim() };
		const options = optionsOf(itemIndex);
		const { salesPlatform = 'TikTok', remark, signatureService, label } = options;
		const { labelField = 'data' } = options;
		const place = placeOf(order, itemIndex);
		const { logisticsChannel } = place;
		const usesFile = logisticsChannel === OWN_LABEL_CHANNEL && labelField !== '' && !label;
		const choice = {
			...place,
			thirdOrderNo: textOf(order[source]),
			salesPlatform: textOf(salesPlatform),
			remark: textOf(remark),
			signatureService: textOf(signatureService),
			...(usesFile
				? await labelOfItem(context, labelField, itemIndex)
				: labelOfText(textOf(label))),
		};
		return { itemIndex, order, choice, options };
	};
}

type Place = Pick<CreateChoice, 'warehouseCode' | 'logisticsChannel' | 'isOfOrder'>;

/** Reads warehouse and channel. */
function placeReader(context: IExecuteFunctions): (order: OrderItem, itemIndex: number) => Place {
	const source = perItem<WarehouseSource>(context, 'warehouseFrom', 'fixed');
	const warehouse = perItem(context, 'warehouse', '', { extractValue: true });
	const channel = perItem(context, 'logisticsChannel', '', { extractValue: true });
	return (order, itemIndex) => {
		const isFixed = source(itemIndex) === 'fixed';
		const { warehouseCode, logisticsChannel } = isFixed
			? { warehouseCode: warehouse(itemIndex), logisticsChannel: channel(itemIndex) }
			: (order as Partial<Record<'warehouseCode' | 'logisticsChannel', unknown>>);
		return {
			warehouseCode: textOf(warehouseCode),
			logisticsChannel: textOf(logisticsChannel),
			isOfOrder: !isFixed,
		};
	};
}
