import { hasRoutes } from '../../shops/providers';
import { fieldsOf, type Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	refusal,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';

const WAREHOUSES = '/logistics/202309/warehouses';
const OPTIONS = '/logistics/202309/delivery_options';
const TYPES = ['SALES_WAREHOUSE', 'RETURN_WAREHOUSE'];
/** Warehouses and delivery options that are tried. */
const MOST = 3;
/** Codes for a delivery option without providers (TikTok Shop API §4.7). */
const WITHOUT_PROVIDERS = ['21008117', '21008116'];

/** Reads warehouses, delivery options and shipping providers (TikTok Shop API §4.7). */
export const logistics: Step = {
	name: 'logistics',
	title: 'Read store warehouses, delivery options and shipping providers',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings } = context;
		const answer = await read(context, WAREHOUSES);
		const warehouses = objectsIn(dataOf(context, answer).warehouses);
		const problems = warehouses.flatMap((row) => [
			...missingFields(row, ['id', 'name', 'type']),
			...(row.type !== undefined && !TYPES.includes(textOf(row.type)) ? ['another type'] : []),
		]);
		const note =
			problems.length > 0
				? `Not as assumed: ${listed(problems)}.`
				: `${warehouses.length} warehouses.`;
		if (warehouses.length > 0) {
			findings.decide('warehouse-fields', problems.length === 0, note, answer.call);
		}
		const own = context.state.orders.filter(
			({ fulfillment_type: type }) => type === 'FULFILLMENT_BY_SELLER',
		);
		if (own.length === 0) return;
		const ids = new Set(warehouses.map(({ id }) => textOf(id)));
		const known = own.filter((order) => ids.has(textOf(order.warehouse_id)));
		const words = `The warehouse of ${known.length} of ${own.length} orders is in the list.`;
		findings.decide('order-warehouse', known.length === own.length, words, answer.call);
		await checkOptions(context, known);
		await checkProviders(context, known, warehouses);
	},
};

async function read(
	context: Context,
	path: string,
	shownPath = path,
	query: Record<string, string> = {},
): Promise<Answer> {
	const { tiktok, signal } = context;
	const { cipher } = shopOf(context);
	return await tiktok.call({ method: 'GET', path, shownPath, cipher, query }, signal);
}

const distinct = (values: readonly unknown[]): string[] =>
	[...new Set(values.map(textOf))].filter((value) => /^\d+$/.test(value));

async function checkOptions(context: Context, orders: readonly Fields[]): Promise<void> {
	const { findings } = context;
	let count = 0;
	let call = '';
	const absent: string[] = [];
	for (const id of distinct(orders.map((order) => order.warehouse_id)).slice(0, MOST)) {
		const shown = `${WAREHOUSES}/{id}/delivery_options`;
		const answer = await read(context, `${WAREHOUSES}/${id}/delivery_options`, shown);
		const options = objectsIn(dataOf(context, answer).delivery_options);
		const known = new Set(options.map((option) => textOf(option.id)));
		const ofOrders = distinct(
			orders.filter((order) => order.warehouse_id === id).map((order) => order.delivery_option_id),
		);
		count += ofOrders.length;
		absent.push(...ofOrders.filter((option) => !known.has(option)));
		call = answer.call;
	}
	if (count === 0) return;
	const note = `${count - absent.length} of ${count} delivery options of orders are in the list.`;
	findings.decide('order-delivery-option', absent.length === 0, note, call);
}

async function checkProviders(
	context: Context,
	orders: readonly Fields[],
	warehouses: readonly Fields[],
): Promise<void> {
	const { findings } = context;
	const optionsBy = (type: string): string[] =>
		distinct(
			orders
				.filter(({ shipping_type: by }) => by === type)
				.map((order) => order.delivery_option_id),
		);
	const bySeller = optionsBy('SELLER');
	for (const option of bySeller.slice(0, MOST)) {
		const answer = await providers(context, option, orders, warehouses);
		if (!answer.ok) {
			assertJudgeable(context, answer);
			findings.refute('providers-by-option', `${refusal(context, answer)}.`, answer.call);
			continue;
		}
		const rows = objectsIn(dataOf(context, answer).shipping_providers);
		const missing = rows.flatMap((row) => missingFields(row, ['id', 'name']));
		const note =
			missing.length > 0 ? `Missing: ${listed(missing)}.` : `${rows.length} shipping providers.`;
		findings.decide(
			'providers-by-option',
			rows.length > 0 && missing.length === 0,
			note,
			answer.call,
		);
	}
	for (const option of optionsBy('TIKTOK')
		.filter((each) => !bySeller.includes(each))
		.slice(0, 1)) {
		const answer = await providers(context, option, orders, warehouses);
		if (answer.ok) {
			findings.notSeen('platform-option', 'The delivery option has providers.');
			continue;
		}
		assertJudgeable(context, answer);
		const isKnown = WITHOUT_PROVIDERS.includes(answer.code);
		findings.decide('platform-option', isKnown, `${refusal(context, answer)}.`, answer.call);
	}
}

/** Asks for the providers of a delivery option, with the route of an order where the market wants one. */
async function providers(
	context: Context,
	option: string,
	orders: readonly Fields[],
	warehouses: readonly Fields[],
): Promise<Answer> {
	const order = orders.find(({ delivery_option_id: id }) => id === option);
	const warehouse = warehouses.find(({ id }) => id === order?.warehouse_id);
	const from = textOf(fieldsOf(warehouse?.address).region_code);
	const { region } = shopOf(context);
	const to = textOf(fieldsOf(order?.recipient_address).region_code) || region;
	const route = hasRoutes({ region })
		? { warehouse_region: from || region, buyer_region: to }
		: undefined;
	const shown = `${OPTIONS}/{id}/shipping_providers`;
	return await read(context, `${OPTIONS}/${option}/shipping_providers`, shown, route);
}
