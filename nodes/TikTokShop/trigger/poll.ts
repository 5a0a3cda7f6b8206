import { mapValues } from 'lodash';
import { NodeOperationError, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';

import { DAY, SECOND_MS } from '../../shared/durations';
import { fieldsOf } from '../../shared/fields';
import { ACKNOWLEDGED, handOverTime } from '../../shared/handOver';
import { activationOf } from '../../shared/pollGuard';
import { chooseShops, partitionShops, shopLabel, type Shop } from '../shops/shops';
import { Connection } from '../transport/connection';
import { siteOf } from '../transport/session';
import { acknowledgedRun } from './acknowledgedRun';
import { AuthorizedShopList } from './authorizedShops';
import { isJustPublished, rememberPolled } from './firstPoll';
import { ItemCache } from './itemCache';
import { readPending } from './pending';
import { asItem, choiceProblemsOf, failedReads, readShops, type Work } from './readShops';
import { settingsOf, type Settings } from './settings';
import type { Poll } from './stream';

/** Without acknowledged hand-over a poll reads for this time and continues at the next one, ms. */
const READING_MS = 30_000;
/** With acknowledged hand-over, share of the poll's time in which it reads. */
const READING_SHARE = 0.5;
/** Most orders that a test run shows for each shop. */
const TEST_ORDERS = 50;

/** What an activation keeps in memory: n8n keeps one context for all its polls. */
interface Memory {
	cache: ItemCache;
	shopList: AuthorizedShopList;
}

const memories = new WeakMap<object, Memory>();

interface Outputs {
	orders: INodeExecutionData[];
	exceptions: INodeExecutionData[];
}

/**
 * Polls all chosen shops in parallel. A shop that fails becomes an exception and does not affect the others.
 *
 * @returns Orders and Exceptions; null when both are empty, or when they were handed over with an acknowledgement
 */
export async function pollOrders(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const now = Date.now();
	const activation = activationOf(context);
	const isFirst = !memories.has(activation);
	const memory = memories.get(activation) ?? {
		cache: new ItemCache(),
		shopList: new AuthorizedShopList(),
	};
	memories.set(activation, memory);
	const { cache, shopList } = memory;
	const settings = settingsOf(context);
	const { deadline, until } = deadlinesOf(context, settings, now);
	const connection = await Connection.open(context, { deadline });
	const { expectedRegion: region, expectedSellerType: sellerType } = settings.options;
	const site = siteOf(await connection.storedSession());
	const expected = { shops: settings.shops, region, sellerType, site };
	const isPublished = isJustPublished(context, isFirst);
	const isManual = context.getMode() === 'manual';
	const isAcknowledged = !isManual && settings.rules.emit === ACKNOWLEDGED;
	const list = isAcknowledged ? shopList : new AuthorizedShopList();
	const { authorized, isKept } = await list.get(
		connection,
		expected,
		now,
		isBusy(context, settings, now),
	);
	const poll: Poll = { now, deadline, clock: () => Date.now(), cache };
	const readAgain = async () => await list.read(connection, now);
	const work: Work = {
		...{ connection, settings, expected, authorized, poll, until },
		...(isKept ? { readAgain } : {}),
	};
	const { chosen } = partitionShops(authorized.shops, expected);
	// A person sees the error now, or no shop is left to read: report the problem as an error.
	if (isManual || isPublished || chosen.length === 0) {
		chooseShops(authorized.shops, expected, context.getNode());
	}
	if (isAcknowledged) {
		await acknowledgedRun(context, work, chosen, isPublished);
		return null;
	}
	const { orders, exceptions } = isManual
		? await testRun(context, work, chosen)
		: await scheduledRun(context, work, chosen, isPublished);
	return orders.length + exceptions.length > 0 ? [orders, exceptions] : null;
}

/** Emits all that was found at once, and stores it as emitted. */
async function scheduledRun(
	context: IPollFunctions,
	work: Work,
	shops: Shop[],
	isPublished: boolean,
): Promise<Outputs> {
	const round = await readShops(context, work, shops, isPublished, readPending);
	const outputs: Outputs = { orders: [], exceptions: [] };
	for (const { items, exceptions } of round.reads.values()) {
		outputs.orders.push(...items.map(asItem));
		outputs.exceptions.push(...exceptions.map(asItem));
	}
	outputs.exceptions.push(...round.report.items.map(asItem));
	// Stored last: a poll that throws before this line changes no state.
	const streams = mapValues(Object.fromEntries(round.reads), ({ state }) => state);
	round.store(streams, round.report.after);
	rememberPolled(context);
	return outputs;
}

/** Whether a full re-read is under way or due in one of the streams. */
function isBusy(context: IPollFunctions, { rules }: Settings, now: number): boolean {
	const { streams } = context.getWorkflowStaticData('node');
	const nowSeconds = Math.floor(now / SECOND_MS);
	return Object.values(fieldsOf(streams)).some((stream) => {
		const { resume, auditedAt } = fieldsOf(stream);
		return resume !== undefined || nowSeconds - Number(auditedAt) >= rules.auditEvery;
	});
}

/** When a poll stops reading, and when it stops handing over, epoch ms. */
function deadlinesOf(
	context: IPollFunctions,
	{ rules }: Settings,
	now: number,
): { deadline: number; until: number } {
	if (rules.emit !== ACKNOWLEDGED || context.getMode() === 'manual') {
		return { deadline: now + READING_MS, until: now + READING_MS };
	}
	const time = handOverTime(context);
	return { deadline: now + READING_SHARE * time, until: now + time };
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
				const read = await readPending(
					{ connection, shop, status, rules: testRules, poll },
					undefined,
				);
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
	throw nothingFound(context, work, shops);
}

function nothingFound(
	context: IPollFunctions,
	{ settings: { rules, statuses } }: Work,
	shops: readonly Shop[],
): NodeOperationError {
	const days = rules.firstPull / DAY;
	const names = shops.map(shopLabel).join(', ');
	const message = rules.changes
		? `No order was cancelled, or is asked to be, in ${names}`
		: `No order is pending in ${names}`;
	const description = rules.changes
		? `A test run shows what was cancelled or asked to be within the last ${days} days. What is updated shows only against an earlier poll.`
		: `Nothing of the last ${days} days has the chosen order status (${statuses.join(', ')}) and passes the filters of this node. Orders on hold, unpaid or asked to be cancelled are not pending.`;
	return new NodeOperationError(context.getNode(), message, { description, level: 'warning' });
}
