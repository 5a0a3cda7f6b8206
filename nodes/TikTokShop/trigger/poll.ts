import {
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
	type IPollFunctions,
} from 'n8n-workflow';

import { refuseInexact } from '../../shared/parameters';
import { credentialOf } from '../authentication';
import type { EmitMode } from '../orders/emission';
import { ItemCache } from '../orders/itemCache';
import { readPending, type PendingRead, type PendingRules, type Poll } from '../orders/pending';
import { refuseOtherSeller, sellerOf } from '../shops/seller';
import { authorizedShops, chooseShops, shopLabel, type Shop } from '../shops/shops';
import { Connection } from '../transport/connection';
import { trustedState, type TriggerState } from './state';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
/** A poll ends in this time and goes on at the next tick, ms; n8n's newer engine gives a poll 45 s. */
const POLL_BUDGET_MS = 30_000;
/** Orders a test run shows at most, for each shop. */
const TEST_ORDERS = 50;

interface Options {
	expectedRegion?: string;
	expectedSellerType?: string;
	auditMinutes?: number;
	includeCancelRequested?: boolean;
	maxOrders?: number;
	minimumAgeMinutes?: number;
}

interface Settings {
	rules: PendingRules;
	statuses: string[];
	shops: string[];
	options: Options;
}

function settingsOf(context: IPollFunctions): Settings {
	const value = <T>(name: string, fallback: T) => context.getNodeParameter(name, fallback) as T;
	const options = value<Options>('options', {});
	const emit = value<EmitMode>('emit', 'changes');
	const scoped = value<string>('orderScope', 'all') === 'storeWarehouse';
	const warehouseIds = scoped ? value<string[]>('warehouses', []) : [];
	refuseInexact(context, undefined, 'Store Warehouse', warehouseIds);
	refuseInexact(context, undefined, 'Shop', value('shops', []));
	if (scoped && warehouseIds.length === 0) {
		throw new NodeOperationError(context.getNode(), 'No store warehouse is chosen', {
			description: 'Choose at least one under Store Warehouse, or set Order Scope to All Orders.',
		});
	}
	return {
		statuses: value<string[]>('orderStatus', ['AWAITING_SHIPMENT']),
		shops: value<string[]>('shops', []),
		options,
		rules: {
			emit,
			firstPull: value('firstPullDays', 5) * DAY,
			window: value('windowDays', 2) * DAY,
			auditEvery: emit === 'untilShipped' ? 0 : (options.auditMinutes ?? 60) * MINUTE,
			shippingType: value('shippingType', 'SELLER'),
			warehouseIds,
			includeCancelRequested: options.includeCancelRequested ?? false,
			minimumAge: (options.minimumAgeMinutes ?? 0) * MINUTE,
			keepRaw: !value('simplify', true),
			maxOrders: options.maxOrders ?? 5_000,
		},
	};
}

/** Changes of these read everything from the start; a change of pace or output does not. */
function belongsTo(context: IPollFunctions, { rules }: Settings): string {
	const { shippingType, warehouseIds, includeCancelRequested, firstPull } = rules;
	const node = context.getNode();
	return JSON.stringify([
		node.credentials?.[credentialOf(node)]?.id,
		shippingType,
		warehouseIds,
		includeCancelRequested,
		firstPull,
	]);
}

/** n8n keeps one context for all polls of an activation; with it go the items kept in memory. */
const caches = new WeakMap<object, ItemCache>();

/** Polls all chosen shops side by side. One shop's failure neither stops nor moves another's. */
export async function pollOrders(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const now = Date.now();
	const isFirst = !caches.has(context);
	const cache = caches.get(context) ?? new ItemCache();
	caches.set(context, cache);
	const poll: Poll = { now, deadline: now + POLL_BUDGET_MS, clock: () => Date.now(), cache };
	const settings = settingsOf(context);
	const connection = await Connection.open(context, { deadline: poll.deadline });
	const { expectedRegion: region, expectedSellerType: sellerType } = settings.options;
	const shops = chooseShops(
		await authorizedShops(connection),
		{ shops: settings.shops, region, sellerType },
		context.getNode(),
	);
	return context.getMode() === 'manual'
		? await testRun(context, connection, shops, settings, poll)
		: await scheduledRun(context, connection, shops, settings, poll, isFirst);
}

async function scheduledRun(
	context: IPollFunctions,
	connection: Connection,
	shops: Shop[],
	settings: Settings,
	poll: Poll,
	isFirst: boolean,
): Promise<INodeExecutionData[][] | null> {
	const stored = context.getWorkflowStaticData('node');
	const nowSeconds = Math.floor(poll.now / 1_000);
	const state = trustedState(stored, belongsTo(context, settings), nowSeconds);
	const seller = sellerOf(await connection.authorisation());
	const published = isFirst && ['activate', 'update'].includes(context.getActivationMode());
	if (settings.shops.length === 0 && !published) {
		refuseOtherSeller(state.seller, seller, context.getNode());
	}
	const reads = await Promise.allSettled(
		shops.map(async (shop) => {
			const done: Array<[string, PendingRead]> = [];
			for (const status of settings.statuses) {
				const key = `${shop.id}:${status}`;
				const before = state.streams[key];
				const read = await readPending(connection, shop, status, settings.rules, before, poll);
				done.push([key, read]);
			}
			return done;
		}),
	);
	const items: INodeExecutionData[] = [];
	const after: TriggerState = { ...state, seller, streams: keptStreams(state, shops) };
	const failures: unknown[] = [];
	reads.forEach((read, index) => {
		if (read.status === 'rejected') {
			failures.push(read.reason);
			const { message } = read.reason as Error;
			context.logger.warn(`Orders of ${shopLabel(shops[index])} were not read: ${message}`);
			return;
		}
		for (const [key, { items: orders, state: moved }] of read.value) {
			after.streams[key] = moved;
			items.push(...orders.map((order) => ({ json: order as unknown as IDataObject })));
		}
	});
	// Written last: a poll that throws before this line leaves everything as it was.
	Object.assign(stored, after);
	if (items.length > 0) return [items];
	if (failures.length > 0) throw failures[0];
	return null;
}

/** Shops that were taken out of the node are forgotten. */
function keptStreams(state: TriggerState, shops: readonly Shop[]): TriggerState['streams'] {
	const kept = Object.entries(state.streams).filter(([key]) =>
		shops.some(({ id }) => key.startsWith(`${id}:`)),
	);
	return Object.fromEntries(kept);
}

/** "Fetch Test Event": the same read, a few orders, nothing remembered. */
async function testRun(
	context: IPollFunctions,
	connection: Connection,
	shops: Shop[],
	{ rules, statuses }: Settings,
	poll: Poll,
): Promise<INodeExecutionData[][]> {
	const few = { ...rules, emit: 'untilShipped' as const, maxOrders: TEST_ORDERS };
	const items: INodeExecutionData[] = [];
	for (const shop of shops) {
		for (const status of statuses) {
			const read = await readPending(connection, shop, status, few, undefined, poll);
			const shown = read.items.slice(0, TEST_ORDERS);
			items.push(...shown.map((order) => ({ json: order as unknown as IDataObject })));
		}
	}
	if (items.length === 0) {
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
	return [items];
}
