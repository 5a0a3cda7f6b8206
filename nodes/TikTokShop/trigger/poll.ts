import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { activationOf } from '../../shared/pollGuard';
import { isStop } from '../../shared/stop';
import { DAY } from '../../shared/durations';
import { ItemCache } from './itemCache';
import { readPending, type PendingRead, type Poll } from './pending';
import { refuseOtherSeller, sellerOf } from '../shops/seller';
import {
	toOrderShop,
	chooseShops,
	divideShops,
	listAuthorizedShops,
	shopLabel,
	type AuthorizedShops,
	type Expected,
	type Shop,
} from '../shops/shops';
import { choiceProblems, readingProblem, sayTheSame, type ShopProblem } from '../shops/shopProblem';
import { Connection } from '../transport/connection';
import { siteOf } from '../transport/session';
import { isNew, isPublication, rememberPolled } from './firstPoll';
import { belongsTo, credentialId, settingsOf, type Settings } from './settings';
import { reportShops, storedShops, trustedShops, type ShopMemory } from './shopReport';
import { isLost, pulledAfter, streamBefore, trustedState, type TriggerState } from './state';

/** A poll ends in this time and goes on at the next tick, ms; n8n's newer engine gives a poll 45 s. */
const POLL_BUDGET_MS = 30_000;
/** Orders a test run shows at most, for each shop. */
const TEST_ORDERS = 50;

/** n8n keeps one context for all polls of an activation; with it go the items kept in memory. */
const caches = new WeakMap<object, ItemCache>();

/** What one poll works with. */
interface Work {
	connection: Connection;
	settings: Settings;
	expected: Expected;
	authorized: AuthorizedShops;
	poll: Poll;
}

/** Items of both outputs. */
interface Outputs {
	orders: INodeExecutionData[];
	exceptions: INodeExecutionData[];
}

/**
 * Polls all chosen shops side by side. One shop's failure neither stops nor moves another's; it leaves by the second output.
 *
 * @returns Orders and Exceptions; null when there is nothing to say
 */
export async function pollOrders(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const now = Date.now();
	const activation = activationOf(context);
	const isFirst = !caches.has(activation);
	const cache = caches.get(activation) ?? new ItemCache();
	caches.set(activation, cache);
	const poll: Poll = { now, deadline: now + POLL_BUDGET_MS, clock: () => Date.now(), cache };
	const settings = settingsOf(context);
	const connection = await Connection.open(context, { deadline: poll.deadline });
	const { expectedRegion: region, expectedSellerType: sellerType } = settings.options;
	const authorized = await listAuthorizedShops(connection);
	const site = siteOf(await connection.storedSession());
	const expected = { shops: settings.shops, region, sellerType, site };
	const work: Work = { connection, settings, expected, authorized, poll };
	const isPublished = isPublication(context, isFirst);
	const isManual = context.getMode() === 'manual';
	const { chosen } = divideShops(authorized.shops, expected);
	// Somebody is looking, or nothing is left to go on with: what is wrong has to show here.
	if (isManual || isPublished || chosen.length === 0) {
		chooseShops(authorized.shops, expected, context.getNode());
	}
	const { orders, exceptions } = isManual
		? await testRun(context, work, chosen)
		: await scheduledRun(context, work, chosen, isPublished);
	return orders.length + exceptions.length > 0 ? [orders, exceptions] : null;
}

async function scheduledRun(
	context: IPollFunctions,
	work: Work,
	shops: Shop[],
	isPublished: boolean,
): Promise<Outputs> {
	const { connection, settings, poll } = work;
	const stored = context.getWorkflowStaticData('node');
	const nowSeconds = Math.floor(poll.now / 1_000);
	const state = trustedState(stored, belongsTo(context, settings), nowSeconds);
	const lost = isLost(stored, belongsTo(context, settings), isNew(context));
	const seller = sellerOf(await connection.storedSession());
	if (settings.shops.length === 0 && !isPublished) {
		refuseOtherSeller(state.seller, seller, context.getNode());
	}
	const reads = await Promise.allSettled(
		shops.map(async (shop) => await readShop(work, shop, state, lost)),
	);
	const outputs: Outputs = { orders: [], exceptions: [] };
	const moved: TriggerState['streams'] = {};
	for (const read of reads) {
		if (read.status === 'rejected') continue;
		for (const [key, { items, exceptions, state: reached }] of read.value) {
			moved[key] = reached;
			outputs.orders.push(...items.map(asItem));
			outputs.exceptions.push(...exceptions.map(asItem));
		}
	}
	const failed = failedReads(context, shops, reads);
	const isRead = ({ id }: Shop) => !failed.some(({ shop }) => shop.id === id);
	const owner = `${credentialId(context)}:${seller.openId}`;
	const known = trustedShops(stored.shops, owner, nowSeconds);
	const problems = [...choiceProblemsOf(work, known), ...failed];
	const told = reportShops(known, shops.filter(isRead).map(toOrderShop), problems, nowSeconds);
	outputs.exceptions.push(...told.items.map(asItem));
	const streams = { ...keptStreams(state, told.after), ...moved };
	const pulled = pulledAfter(
		state,
		streams,
		shops.filter((shop) => lost || isRead(shop)).map(({ id }) => id),
	);
	const after: TriggerState = {
		...state,
		seller,
		streams,
		pulled: pulled.length > 0 ? pulled : undefined,
	};
	// Written last: a poll that throws before this line leaves everything as it was.
	Object.assign(stored, after, { shops: storedShops(told.after, owner) });
	rememberPolled(context);
	return outputs;
}

/** All statuses of one shop, one after the other. */
async function readShop(
	{ connection, settings: { statuses, rules }, poll }: Work,
	shop: Shop,
	state: TriggerState,
	lost: boolean,
): Promise<Array<[key: string, read: PendingRead]>> {
	const done: Array<[string, PendingRead]> = [];
	for (const status of statuses) {
		const before = streamBefore(state, lost, shop.id, status);
		const read = await readPending(connection, shop, status, rules, before, poll);
		done.push([`${shop.id}:${status}`, read]);
	}
	return done;
}

/** @param known  shops of earlier polls */
function choiceProblemsOf({ authorized, expected }: Work, known: ShopMemory): ShopProblem[] {
	const before = [...known.values()].map(({ shop }) => shop);
	return choiceProblems(authorized, divideShops(authorized.shops, expected), expected, before);
}

function asItem(json: object): INodeExecutionData {
	return { json: json as IDataObject };
}

/**
 * Shops whose orders could not be read.
 *
 * @throws the first failure, when not one shop was read and they all say the same: then it is no matter of one shop; a stop of
 *         the poll
 */
function failedReads(
	context: IPollFunctions,
	shops: readonly Shop[],
	reads: ReadonlyArray<PromiseSettledResult<unknown>>,
): ShopProblem[] {
	const failures = reads.flatMap((read, index) =>
		read.status === 'rejected' ? [{ shop: shops[index], failure: read.reason as Error }] : [],
	);
	const stopped = failures.find(({ failure }) => isStop(failure));
	if (stopped) throw stopped.failure;
	const problems = failures.map(({ shop, failure }) => readingProblem(toOrderShop(shop), failure));
	if (failures.length > 0 && failures.length === shops.length && sayTheSame(problems)) {
		throw failures[0].failure;
	}
	for (const { exception } of problems) context.logger.warn(exception.message);
	return problems;
}

/** Shops that were taken out of the node are forgotten; those that cannot be read go on later where they were. */
function keptStreams(state: TriggerState, shops: ShopMemory): TriggerState['streams'] {
	const kept = Object.entries(state.streams).filter(([key]) => shops.has(key.split(':')[0]));
	return Object.fromEntries(kept);
}

/** "Fetch Test Event": the same read, a few orders, nothing remembered. */
async function testRun(context: IPollFunctions, work: Work, shops: Shop[]): Promise<Outputs> {
	const { connection, poll } = work;
	const { rules, statuses } = work.settings;
	const few = { ...rules, emit: 'untilShipped' as const, maxOrders: TEST_ORDERS };
	const outputs: Outputs = { orders: [], exceptions: [] };
	const reads: Array<PromiseSettledResult<void>> = [];
	for (const shop of shops) {
		const readFew = async () => {
			for (const status of statuses) {
				const read = await readPending(connection, shop, status, few, undefined, poll);
				outputs.orders.push(...read.items.slice(0, TEST_ORDERS).map(asItem));
				outputs.exceptions.push(...read.exceptions.slice(0, TEST_ORDERS).map(asItem));
			}
		};
		reads.push(...(await Promise.allSettled([readFew()])));
	}
	const problems = [...choiceProblemsOf(work, new Map()), ...failedReads(context, shops, reads)];
	for (const { shop, exception } of problems) {
		outputs.exceptions.push(asItem({ orderId: '', shop, exception }));
	}
	if (outputs.orders.length + outputs.exceptions.length > 0) return outputs;
	const days = rules.firstPull / DAY;
	throw new NodeOperationError(
		context.getNode(),
		`No order is pending in ${shops.map(shopLabel).join(', ')}`,
		{
			description: `Nothing of the last ${days} days has the chosen order status (${statuses.join(', ')}) and passes the filters of this node. Orders on hold, unpaid or asked to be cancelled are not pending.`,
			level: 'warning',
		},
	);
}
