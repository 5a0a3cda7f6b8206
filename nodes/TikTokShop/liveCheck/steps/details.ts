import { isMarkedAsShipped } from '../../fulfillment/decide/shipment';
import type { Fields } from '../../../shared/fields';
import type { Answer } from '../../../shared/liveCheck/http';
import {
	dataOf,
	listed,
	missingFields,
	objectsIn,
	refusal,
	StepEnded,
	textOf,
} from '../../../shared/liveCheck/step';
import { assertJudgeable, shopOf, type Context, type Step } from '../context';

const PATH = '/order/202507/orders';
/** Largest list of Get Order Detail (TikTok Shop API §6). */
const MOST_IDS = 50;
const ORDER_FIELDS = [
	'status',
	'fulfillment_type',
	'shipping_type',
	'warehouse_id',
	'is_on_hold_order',
	'create_time',
	'update_time',
	'line_items',
];
const LINE_FIELDS = ['id', 'sku_id', 'product_id', 'display_status'];
const QUANTITIES = ['quantity', 'sku_quantity', 'item_quantity'];
const TIMES = ['create_time', 'update_time', 'paid_time', 'rts_sla_time', 'shipping_due_time'];
const FIRST_MINUTES = 50;
const FLAGS = ['is_sample_order', 'is_replacement_order', 'is_exchange_order', 'is_cod'];
const KIND_WORDS: Readonly<Record<string, readonly string[]>> = {
	order_type: ['NORMAL', 'ZERO_LOTTERY', 'PRE_ORDER', 'MADE_TO_ORDER', 'BACK_ORDER'],
	delivery_type: ['HOME_DELIVERY', 'COLLECTION_POINT'],
};

/** Reads the orders that the search found, and one that is not of the shop (TikTok Shop API §4.3). */
export const details: Step = {
	name: 'details',
	title: 'Read the details of these orders',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings, state } = context;
		const ids = state.rows.slice(0, MOST_IDS).map(({ id }) => textOf(id));
		if (ids.length === 0) throw new StepEnded('There is no order to read.');
		const answer = await readOrders(context, ids);
		const orders = objectsIn(dataOf(context, answer).orders);
		state.orders = orders;
		const found = new Set(orders.map(({ id }) => textOf(id)));
		const missing = ids.filter((id) => !found.has(id));
		const note = `${found.size} of ${ids.length} orders came.`;
		findings.decide('details-complete', missing.length === 0, note, answer.call);
		checkFields(context, orders, answer.call);
		checkIds(context, orders, answer.call);
		checkTimes(context, orders, answer.call);
		checkLines(context, orders, answer.call);
		checkKinds(context, orders, answer.call);
		checkFirstHour(context, orders, answer.call);
		checkPackages(context, orders, answer.call);
		await foreignOrder(context, ids[0]);
	},
};

/** Get Order Detail. */
export async function readOrders(context: Context, ids: readonly string[]): Promise<Answer> {
	const { tiktok, signal } = context;
	const { cipher } = shopOf(context);
	const query = { ids: ids.join(',') };
	return await tiktok.call({ method: 'GET', path: PATH, cipher, query }, signal);
}

const linesOf = (orders: readonly Fields[]): Fields[] =>
	orders.flatMap((order) => objectsIn(order.line_items));

function checkFields({ findings }: Context, orders: readonly Fields[], call: string): void {
	const missing = [
		...orders.flatMap((order) => missingFields(order, ORDER_FIELDS)),
		...linesOf(orders).flatMap((line) =>
			missingFields(line, LINE_FIELDS).map((name) => `line_items[].${name}`),
		),
	];
	const note =
		missing.length > 0 ? `Missing in some: ${listed(missing)}.` : 'All fields are there.';
	findings.decide('order-fields', missing.length === 0, note, call);
}

function checkIds({ findings }: Context, orders: readonly Fields[], call: string): void {
	const other = (object: Fields, names: readonly string[], at: string): string[] =>
		names
			.filter((name) => object[name] !== undefined && object[name] !== '')
			.filter((name) => typeof object[name] !== 'string' || !/^\d+$/.test(object[name]))
			.map((name) => `${at}${name}`);
	const wrong = [
		...orders.flatMap((order) => other(order, ['id'], '')),
		...linesOf(orders).flatMap((line) =>
			other(line, ['id', 'sku_id', 'product_id'], 'line_items[].'),
		),
	];
	const note =
		wrong.length > 0 ? `Of another type or form: ${listed(wrong)}.` : 'All are texts of digits.';
	findings.decide('ids-are-text', wrong.length === 0, note, call);
}

function checkTimes({ findings }: Context, orders: readonly Fields[], call: string): void {
	const isSeconds = (value: unknown): boolean =>
		typeof value === 'number' && Number.isInteger(value) && String(value).length === 10;
	const wrong = orders.flatMap((order) =>
		TIMES.filter((name) => Number(order[name] ?? 0) !== 0 && !isSeconds(order[name])),
	);
	const note = wrong.length > 0 ? `In another form: ${listed(wrong)}.` : 'All have ten digits.';
	findings.decide('times-in-seconds', wrong.length === 0, note, call);
}

function checkLines({ findings }: Context, orders: readonly Fields[], call: string): void {
	const lines = linesOf(orders);
	const counted = lines.some((line) => QUANTITIES.some((name) => name in line));
	const most = Math.max(0, ...orders.map(({ line_items: items }) => objectsIn(items).length));
	const note = counted
		? 'Lines have a quantity.'
		: `No line has a quantity; up to ${most} lines an order.`;
	findings.decide('one-line-one-unit', !counted, note, call);
	const parts = lines.flatMap((line) => objectsIn(line.combined_listing_skus));
	if (parts.length === 0) {
		findings.notSeen('bundle-parts', 'None of these orders has a virtual bundle.');
		return;
	}
	const missing = parts.flatMap((part) => missingFields(part, ['sku_id', 'sku_count']));
	const words = missing.length > 0 ? `Missing: ${listed(missing)}.` : `${parts.length} parts.`;
	findings.decide('bundle-parts', missing.length === 0, words, call);
}

/** What is special about orders; a field that is nowhere would make every order an ordinary one. */
function checkKinds({ findings }: Context, orders: readonly Fields[], call: string): void {
	const wrong = orders.flatMap((order) => [
		...FLAGS.filter((name) => order[name] !== undefined && typeof order[name] !== 'boolean'),
		...Object.entries(KIND_WORDS).flatMap(([name, known]) => {
			const word = textOf(order[name]);
			return word === '' || known.includes(word) ? [] : [`${name} has another word`];
		}),
	]);
	const names = [...FLAGS, ...Object.keys(KIND_WORDS)];
	const absent = names.filter((name) => orders.every((order) => order[name] === undefined));
	const isAsAssumed = wrong.length === 0 && absent.length === 0;
	const problems = [...wrong, ...absent.map((name) => `${name} is nowhere`)];
	const note = isAsAssumed ? 'All fields are there.' : `Not as assumed: ${listed(problems)}.`;
	findings.decide('order-kinds', isAsAssumed, note, call);
}

/** The hour in which buyers may cancel freely (TikTok Shop API §4.4). */
function checkFirstHour({ findings, now }: Context, orders: readonly Fields[], call: string): void {
	const since = now() / 1_000 - FIRST_MINUTES * 60;
	const young = orders.filter(({ paid_time: paid }) => Number(paid) > since);
	if (young.length === 0) {
		findings.notSeen('first-hour', `No order was paid in the last ${FIRST_MINUTES} minutes.`);
		return;
	}
	const statuses = young.map(({ status }) => textOf(status));
	const isHeld = statuses.every((status) => ['ON_HOLD', 'CANCELLED'].includes(status));
	findings.decide('first-hour', isHeld, `Seen: ${listed(statuses)}.`, call);
}

/** Where packages exist from payment on (TikTok Shop API §7). */
function checkPackages(context: Context, orders: readonly Fields[], call: string): void {
	const { findings } = context;
	const { region, sellerType } = shopOf(context);
	const waiting = orders.filter(
		({ status, shipping_type: by }) => status === 'AWAITING_SHIPMENT' && by === 'SELLER',
	);
	const isLate = region === 'US' || (region === 'GB' && sellerType === 'LOCAL');
	if (waiting.length === 0) {
		findings.notSeen('package-ids', 'No order waits for shipping by the seller.');
		return;
	}
	if (!isLate && isMarkedAsShipped(region)) {
		const note = `Not needed in ${region}: orders are shipped by their own ID there.`;
		findings.notSeen('package-ids', note);
		return;
	}
	const having = waiting.filter(({ packages }) => objectsIn(packages).length > 0).length;
	const note = `${having} of ${waiting.length} waiting orders have a package, in ${region}.`;
	findings.decide('package-ids', having === (isLate ? 0 : waiting.length), note, call);
}

/** The ID of an order with its last digits changed: of another shop, or of nobody. */
function foreignId(id: string): string {
	const last = String((Number(id.slice(-6)) + 500_007) % 1_000_000).padStart(6, '0');
	return id.slice(0, -6) + last;
}

async function foreignOrder(context: Context, id: string): Promise<void> {
	const { findings } = context;
	const answer = await readOrders(context, [id, foreignId(id)]);
	if (!answer.ok) {
		assertJudgeable(context, answer);
		findings.decide(
			'foreign-order',
			answer.code === '21008111',
			`${refusal(context, answer)}.`,
			answer.call,
		);
		return;
	}
	const ids = objectsIn(dataOf(context, answer).orders).map((order) => textOf(order.id));
	const isLeftOut = !ids.includes(foreignId(id));
	findings.decide(
		'foreign-order',
		isLeftOut,
		isLeftOut ? 'It is left out.' : 'It is shown.',
		answer.call,
	);
}
