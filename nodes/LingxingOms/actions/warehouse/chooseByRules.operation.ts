import { omit } from 'lodash';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { exceptionItem } from '../../../shared/forEachItem';
import { optionalInput } from '../../../shared/optionalInput';
import type { OrderItem } from '../../../shared/orderItem';
import { orderException } from '../../../shared/exceptions';
import { showFor } from '../../../shared/parameters';
import { codeOfLocator, keptWarehouses } from '../../listSearch/listSearch';
import { withCheckedCodes } from '../../warehouses/rules/checkCodes';
import { chooseWarehouse, explainRules, type Choice } from '../../warehouses/rules/chooseWarehouse';
import { readRules, type Rule } from '../../warehouses/rules/ruleRow';
import { Stock } from '../../warehouses/rules/stock';
import type { OmsWarehouse } from '../../warehouses/warehouse';
import { toText } from '../../../shared/text';
import { channelLocator, warehouseLocator } from '../locators';

export const option = {
	name: 'Choose by Rules',
	description: 'Choose warehouse and logistics channel of each order by rules',
	action: 'Choose the warehouse of orders by rules',
};

export const inputs = ['Orders'];

export const outputs = ['Orders', 'Skipped', 'Exceptions'];

/** The inputs that the parameters add, in their order. */
export const RULES_INPUT = { name: 'Rules', when: '$parameter["rulesFrom"] !== "define"' };
export const STOCK_INPUT = { name: 'Stock', when: '$parameter["useStock"]' };

const text = (displayName: string, name: string, placeholder: string, description?: string) => ({
	displayName,
	name,
	type: 'string' as const,
	default: '',
	placeholder,
	...(description ? { description } : {}),
});

export const description: INodeProperties[] = showFor('warehouse', 'chooseByRules', [
	{
		displayName: 'Rules From',
		name: 'rulesFrom',
		type: 'options',
		options: [
			{ name: 'Define Below', value: 'define', description: 'Rules filled in here' },
			{
				name: 'Rules Input',
				value: 'rulesInput',
				description: 'Rows from a second input, e.g. a data table or a spreadsheet',
			},
			{
				name: 'Rules Input, Compared with the OMS',
				value: 'rulesInputCompared',
				description:
					'The same; a rule whose warehouse or logistics channel the OMS does not have cannot be used. It takes one call.',
			},
		],
		// n8n does not store a value that is the default, and the credential depends on this one.
		default: 'define',
		description: 'Where the rules come from',
	},
	{
		displayName:
			'Connect a node that gives one item per rule to the Rules input, with the columns priority, store, country, state, postal_codes, store_warehouse, sku, units_from, units_to, shipping_type, order_kind, and warehouse with logistics_channel, or hold, or skip. The first rule that takes an order decides.',
		name: 'rulesInputNotice',
		type: 'notice',
		default: '',
		displayOptions: { hide: { rulesFrom: ['define'] } },
	},
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add rule',
		default: {},
		displayOptions: { show: { rulesFrom: ['define'] } },
		description:
			'Tried from top to bottom; the first one whose filled-in conditions all hold decides. Several values in a field stand with commas between them.',
		options: [
			{
				displayName: 'Rules',
				name: 'rows',
				values: [
					text('Country', 'country', 'e.g. US'),
					text('Hold', 'hold', 'e.g. wait for the new stock', 'Reason why these orders wait'),
					{ ...channelLocator, required: false },
					text(
						'Order Kind',
						'order_kind',
						'e.g. sample, gift',
						'Kinds of orders: normal, sample, gift, replacement, exchange, preOrder, cod, collectionPoint, combinedListing; the order is of one of them',
					),
					text('Postal Codes', 'postal_codes', 'e.g. 90210, 902*, 90000-90999'),
					text('Shipping Type', 'shipping_type', 'e.g. SELLER'),
					text(
						'Skip',
						'skip',
						'e.g. another system ships it',
						'Reason why these orders are not ours',
					),
					text(
						'SKU',
						'sku',
						'e.g. SYS-MUG-BLU',
						'Platform or system SKUs; the order has one of them',
					),
					text('State', 'state', 'e.g. CA'),
					text('Store', 'store', 'e.g. USLC000001', 'Code, ID or name of the shop'),
					text('Store Warehouse ID', 'store_warehouse', 'e.g. 7300000000000000101'),
					text('Units From', 'units_from', 'e.g. 1'),
					text('Units To', 'units_to', 'e.g. 10'),
					{ ...warehouseLocator, required: false },
				],
			},
		],
	},
	{
		displayName: 'Use Stock',
		name: 'useStock',
		type: 'boolean',
		default: false,
		description:
			'Whether a warehouse must have everything that the order needs. A further input then gives the stock, as Inventory > Get Many does; the next rule that takes the order is tried where something is missing.',
	},
	{
		displayName: 'Explain',
		name: 'explain',
		type: 'boolean',
		default: false,
		description: 'Whether each order says in warehouseRules what every rule says about it',
	},
]);

/** The fields that the operation sets. */
const RESULT_FIELDS = [
	'warehouseCode',
	'logisticsChannel',
	'warehouseRule',
	'warehouseRules',
	'skipped',
	'exception',
];

/** Outputs: orders with `warehouseCode`, `logisticsChannel` and `warehouseRule` (row of the rule); skipped ones; exceptions. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const rulesFrom = this.getNodeParameter('rulesFrom', 0, 'define') as string;
	const byInput = rulesFrom !== 'define';
	const read = readRules(byInput ? rowsOfInput(this, 1) : rowsOfNode(this));
	const compare = rulesFrom === 'rulesInputCompared' && read.length > 0;
	const rules = compare ? await comparedRules(this, read) : read;
	const useStock = this.getNodeParameter('useStock', 0, false) as boolean;
	const stock = useStock ? new Stock(rowsOfInput(this, byInput ? 2 : 1)) : undefined;
	const explain = this.getNodeParameter('explain', 0, false) as boolean;
	const [chosen, skipped, exceptions]: INodeExecutionData[][] = [[], [], []];
	this.getInputData().forEach((item, itemIndex) => {
		const order = item.json as unknown as OrderItem;
		const more = explain && isOrder(order) ? { warehouseRules: explainRules(order, rules) } : {};
		// What an earlier choice has said must not stay in an order that waits now.
		const json: IDataObject = { ...omit(item.json, RESULT_FIELDS), ...more };
		const pairedItem = { item: itemIndex };
		const choice = choose(order, rules, stock);
		if ('exception' in choice) {
			exceptions.push(exceptionItem({ ...item, json }, choice.exception, itemIndex));
		} else if ('skipped' in choice) {
			skipped.push({ ...item, json: { ...json, skipped: choice.skipped }, pairedItem });
		} else {
			const { warehouseCode, logisticsChannel, row } = choice;
			const place = { warehouseCode, logisticsChannel, warehouseRule: row };
			chosen.push({ ...item, json: { ...json, ...place }, pairedItem });
		}
	});
	return [chosen, skipped, exceptions];
}

async function comparedRules(context: IExecuteFunctions, read: Rule[]): Promise<Rule[]> {
	const hasAll = (warehouses: readonly OmsWarehouse[]): boolean =>
		withCheckedCodes(read, warehouses).every((rule, index) => rule === read[index]);
	return withCheckedCodes(read, await keptWarehouses(context, hasAll));
}

function choose(order: OrderItem, rules: readonly Rule[], stock: Stock | undefined): Choice {
	if (isOrder(order)) return chooseWarehouse(order, rules, stock);
	const message = 'This item is not an order: it has no orderId, no lines or no shop.';
	const hint =
		'Connect a node that gives order items, such as the TikTok Shop Trigger or SKU Mapping. The other items go on.';
	return { exception: orderException('ORDER_UNREADABLE', message, {}, hint) };
}

function isOrder({ orderId, lines, shop }: Partial<OrderItem>): boolean {
	return toText(orderId) !== '' && Array.isArray(lines) && typeof shop === 'object';
}

function rowsOfInput(context: IExecuteFunctions, index: number): IDataObject[] {
	return optionalInput(context, index).map(({ json }) => json);
}

/** The rules of the node, in their order, with the column names of a table. */
function rowsOfNode(context: IExecuteFunctions): IDataObject[] {
	const rows = context.getNodeParameter('rules.rows', 0, []) as IDataObject[];
	return rows.map(({ warehouse, logisticsChannel, ...row }) => ({
		...row,
		warehouse: codeOfLocator(warehouse),
		logistics_channel: codeOfLocator(logisticsChannel),
	}));
}
