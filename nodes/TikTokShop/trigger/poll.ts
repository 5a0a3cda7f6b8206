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
import { assertSameSeller, sellerOf } from '../shops/seller';
import {
	toOrderShop,
	chooseShops,
	partitionShops,
	listAuthorizedShops,
	shopLabel,
	type AuthorizedShops,
	type Expected,
	type Shop,
} from '../shops/shops';
import {
	choiceProblems,
	readingProblem,
	haveCommonProblem,
	type ShopProblem,
} from '../shops/shopProblem';
import { Connection } from '../transport/connection';
import { siteOf } from '../transport/session';
import { isNewTrigger, isJustPublished, rememberPolled } from './firstPoll';
import { stateKey, credentialId, settingsOf, type Settings } from './settings';
import { reportShops, storedShops, trustedShops, type ShopMemory } from './shopReport';
import { isLost, pulledAfter, streamBefore, trustedState, type TriggerState } from './state';

/** A poll stops after this time and continues at the next one, ms; n8n's newer engine allows 45 s. */
const POLL_BUDGET_MS = 30_000;
/** Most orders that a test run shows for each shop. */
const TEST_ORDERS = 50;

/** One cache per activation: n8n keeps one context for all its polls. */
const caches = new WeakMap<object, ItemCache>();

interface Work {
	connection: Connection;
	settings: Settings;
	expected: Expected;
	authorized: AuthorizedShops;
	poll: Poll;
}

interface Outputs {
	orders: INodeExecutionData[];
	exceptions: INodeExecutionData[];
}

/**
 * Polls all chosen shops in parallel. A shop that fails becomes an exception and does not affect the others.
 *
 * @returns Orders and Exceptions; null when both are empty
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
	const isPublished = isJustPublished(context, isFirst);
	const isManual = context.getMode() === 'manual';
	const { chosen } = partitionShops(authorized.shops, expected);
	// A person sees the error now, or no shop is left to read: report the problem as an error.
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
	const state = trustedState(stored, stateKey(context, settings), nowSeconds);
	const lost = isLost(stored, stateKey(context, settings), isNewTrigger(context));
	const seller = sellerOf(await connection.storedSession());
	if (settings.shops.length === 0 && !isPublished) {
		assertSameSeller(state.seller, seller, context.getNode());
	}
	const reads = await Promise.allSettled(
		shops.map(async (shop) => await readShop(work, shop, state, lost)),
	);
	const outputs: Outputs = { orders: [], exceptions: [] };
	const newStreams: TriggerState['streams'] = {};
	for (const read of reads) {
		if (read.status === 'rejected') continue;
		for (const [key, { items, exceptions, state: newState }] of read.value) {
			newStreams[key] = newState;
			outputs.orders.push(...items.map(asItem));
			outputs.exceptions.push(...exceptions.map(asItem));
		}
	}
	const failed = failedReads(context, shops, reads);
	const isRead = ({ id }: Shop) => !failed.some(({ shop }) => shop.id === id);
	const owner = `${credentialId(context)}:${seller.openId}`;
	const known = trustedShops(stored.shops, owner, nowSeconds);
	const problems = [...choiceProblemsOf(work, known), ...failed];
	const report = reportShops(known, shops.filter(isRead).map(toOrderShop), problems, nowSeconds);
	outputs.exceptions.push(...report.items.map(asItem));
	const streams = { ...streamsOfKnownShops(state, report.after), ...newStreams };
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
	// Stored last: a poll that throws before this line changes no state.
	Object.assign(stored, after, { shops: storedShops(report.after, owner) });
	rememberPolled(context);
	return outputs;
}

/** Reads all statuses of one shop, one after the other. */
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
	return choiceProblems(authorized, partitionShops(authorized.shops, expected), expected, before);
}

function asItem(json: object): INodeExecutionData {
	return { json: json as IDataObject };
}

/**
 * Shops whose orders could not be read.
 *
 * @throws the first failure when all shops fail with a common problem; a stop of the poll
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
	if (failures.length > 0 && failures.length === shops.length && haveCommonProblem(problems)) {
		throw failures[0].failure;
	}
	for (const { exception } of problems) context.logger.warn(exception.message);
	return problems;
}

/** Drops the streams of shops that were removed from the node. Unreadable shops keep theirs and continue later. */
function streamsOfKnownShops(state: TriggerState, shops: ShopMemory): TriggerState['streams'] {
	const kept = Object.entries(state.streams).filter(([key]) => shops.has(key.split(':')[0]));
	return Object.fromEntries(kept);
}

/** "Fetch Test Event": the same read for a few orders; it stores nothing. */
async function testRun(context: IPollFunctions, work: Work, shops: Shop[]): Promise<Outputs> {
	const { connection, poll } = work;
	const { rules, statuses } = work.settings;
	const testRules = { ...rules, emit: 'untilShipped' as const, maxOrders: TEST_ORDERS };
	const outputs: Outputs = { orders: [], exceptions: [] };
	const reads: Array<PromiseSettledResult<void>> = [];
	for (const shop of shops) {
		const readShopForTest = async () => {
			for (const status of statuses) {
				const read = await readPending(connection, shop, status, testRules, undefined, poll);
				outputs.orders.push(...read.items.slice(0, TEST_ORDERS).map(asItem));
				outputs.exceptions.push(...read.exceptions.slice(0, TEST_ORDERS).map(asItem));
			}
		};
		reads.push(...(await Promise.allSettled([readShopForTest()])));
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
