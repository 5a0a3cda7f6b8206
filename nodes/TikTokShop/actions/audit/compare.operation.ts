import { omit } from 'lodash';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/durations';
import { optionalInput } from '../../../shared/optionalInput';
import { optionsOf, showFor } from '../../../shared/parameters';
import { commaSeparated, toText } from '../../../shared/text';
import { compareSides, type Sides } from '../../audit/compareSides';
import type { Verdict } from '../../audit/finding';
import type { AuditRules } from '../../audit/orderFindings';
import { readOrderSide } from '../../audit/orderSide';
import { readOutboundSide } from '../../audit/outboundSide';
import { linesOf, summaryOf } from '../../audit/report';
import { readHandedOver } from '../../audit/results';
import { DeskRows } from '../../desk/deskRows';
import { shippingTypeParameter } from '../order/orderParameters';

interface Options {
	includeFine?: boolean;
	newWithinMinutes?: number;
	shops?: string;
	warehouseIds?: string;
}

export const option = {
	name: 'Compare',
	description: 'Lay the orders of TikTok Shop next to the outbound orders, and say what differs',
	action: 'Audit orders and outbound orders',
};

export const inputs = ['Orders', 'Outbound Orders', 'Desk Rows'];

export const outputs = ['Differences', 'Summary', 'To Hand Over'];

const OUTBOUND_INPUT = 1;
const DESK_INPUT = 2;

export const description: INodeProperties[] = showFor('audit', 'compare', [
	{
		displayName: 'Both Sides Go Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30,
		description:
			'Look back of the nodes that read both sides, in all statuses. What is older cannot be compared.',
	},
	{
		displayName: 'Stuck After (Hours)',
		name: 'stuckAfterHours',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 48,
		description: 'An outbound order that has not left so long after it was created is stuck',
	},
	{
		...shippingTypeParameter,
		description: 'Who buys the label of the orders that have to be in the OMS',
	},
	optionsOf([
		{
			displayName: 'Include What Is Fine',
			name: 'includeFine',
			type: 'boolean',
			default: false,
			description: 'Whether to return an item for each order, not only for those that differ',
		},
		{
			displayName: 'New Within (Minutes)',
			name: 'newWithinMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 60,
			description:
				'What has changed within this time is under way and no difference, because the workflows need some time',
		},
		{
			displayName: 'Shop IDs or Codes',
			name: 'shops',
			type: 'string',
			default: '',
			placeholder: 'e.g. USLC000001',
			description:
				'Comma-separated; only orders of these shops have to be in the OMS. Empty for all shops of the orders.',
		},
		{
			displayName: 'Store Warehouse IDs',
			name: 'warehouseIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 7300000000000000101',
			description:
				'Comma-separated; only orders that are assigned to these on TikTok Shop have to be in the OMS. Empty for all.',
		},
	]),
]);

/**
 * Outputs: an item for each difference; one item with the counts, green or red; the orders that are missing in the OMS, as they came.
 * The third input has open rows of the exception desk, and, after a first comparison, the result lines of what was handed over again.
 */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = optionalInput(this, 0);
	const rules = rulesOf(this);
	const deskRows = jsonOf(optionalInput(this, DESK_INPUT));
	const sides: Sides = {
		orders: readOrderSide(jsonOf(items)),
		outboundOrders: readOutboundSide(jsonOf(optionalInput(this, OUTBOUND_INPUT))),
		desk: new DeskRows(deskRows),
		handedOver: readHandedOver(deskRows),
	};
	const verdicts = compareSides(sides, rules);
	const { includeFine = false } = this.getNodeParameter('options', 0, {}) as Options;
	const positions = new Map(verdicts.map(({ orderId, order }) => [orderId, order?.position]));
	const paired = (position = 0) => ({ item: position });
	const differences = linesOf(verdicts, includeFine).map((line) => ({
		json: line as unknown as IDataObject,
		pairedItem: paired(positions.get(line.orderId)),
	}));
	const summary = summaryOf(verdicts, sides, rules.now);
	return await Promise.resolve([
		differences,
		[{ json: summary as unknown as IDataObject, pairedItem: paired() }],
		verdicts.filter(isToHandOver).map(({ order }) => {
			const { position } = order as NonNullable<Verdict['order']>;
			return {
				...items[position],
				json: asItCame(items[position].json),
				pairedItem: paired(position),
			};
		}),
	]);
}

/** An order that waits in the desk is tried again by the desk. */
function isToHandOver({ kind, order }: Verdict): boolean {
	return kind === 'missingInOms' && order !== undefined;
}

/** Without what earlier nodes have added, so that it takes the same way as a new order. */
function asItCame(json: IDataObject): IDataObject {
	return omit(json, ['exception', 'outboundLines', 'skipped']);
}

function jsonOf(items: readonly INodeExecutionData[]): IDataObject[] {
	return items.map(({ json }) => json);
}

function rulesOf(context: IExecuteFunctions): AuditRules {
	const options = (context.getNodeParameter('options', 0, {}) ?? {}) as Options;
	const hours = context.getNodeParameter('stuckAfterHours', 0, 48) as number;
	return {
		now: Date.now(),
		lookBack: (context.getNodeParameter('lookBackDays', 0, 30) as number) * DAY_MS,
		grace: (options.newWithinMinutes ?? 60) * MINUTE_MS,
		stuckAfter: hours * HOUR_MS,
		shippingType: toText(context.getNodeParameter('shippingType', 0, 'SELLER')),
		shops: commaSeparated(options.shops),
		warehouseIds: commaSeparated(options.warehouseIds),
	};
}
