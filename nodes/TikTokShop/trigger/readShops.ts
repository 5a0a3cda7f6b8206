import type { INodeExecutionData, IDataObject, IPollFunctions } from 'n8n-workflow';

import { SECOND_MS } from '../../shared/durations';
import { BATCH_SIZE } from '../../shared/handOver';
import { isStop } from '../../shared/stop';
import { DETAILS_PER_CALL } from '../orders/details';
import { assertSameSeller, sellerOf } from '../shops/seller';
import {
	choiceProblems,
	haveCommonProblem,
	readingProblem,
	type ShopProblem,
} from '../shops/shopProblem';
import {
	chooseShops,
	partitionShops,
	toOrderShop,
	type AuthorizedShops,
	type Expected,
	type Shop,
} from '../shops/shops';
import type { Connection } from '../transport/connection';
import { isNewTrigger } from './firstPoll';
import type { Poll, Stream } from './stream';
import { preparedStreams } from './shopStreams';
import { credentialId, stateKey, type Settings } from './settings';
import {
	reportShops,
	storedShops,
	trustedShops,
	type ShopItem,
	type ShopMemory,
} from './shopReport';
import { isLost, pulledAfter, streamBefore, trustedState, type TriggerState } from './state';
import type { ReadState } from './window';

/** What a poll works with. */
export interface Work {
	connection: Connection;
	settings: Settings;
	expected: Expected;
	authorized: AuthorizedShops;
	/** Reads the authorised shops anew; absent if they were read in this poll. */
	readAgain?: () => Promise<AuthorizedShops>;
	poll: Poll;
	/** The poll ends at this moment, epoch ms. */
	until: number;
}

/** Reads one shop and status. */
export type ReadStream<R> = (stream: Stream, before: ReadState | undefined) => Promise<R>;

/** What a poll has read of all shops. */
export interface Round<R> {
	/** By stream: `<shop ID>:<status>`. */
	reads: Map<string, R>;
	/** State before the poll. */
	before: TriggerState;
	/** Shops as they were reported at earlier polls. */
	known: ShopMemory;
	/** News about whole shops. */
	report: { items: ShopItem[]; after: ShopMemory };
	/** Stores a state; streams that were not read keep theirs. */
	store: (streams: TriggerState['streams'], shops: ShopMemory, openBatch?: string) => void;
}

/**
 * Reads all shops in parallel, and the statuses of a shop one after the other. A shop that fails does not affect the others.
 *
 * @param before  changes the stored state before it is used
 * @throws when all shops fail with a common problem, or the poll is stopped
 */
export async function readShops<R>(
	context: IPollFunctions,
	work: Work,
	chosen: Shop[],
	isPublished: boolean,
	read: ReadStream<R>,
	before?: (state: TriggerState) => Promise<TriggerState>,
): Promise<Round<R>> {
	const { connection, settings, poll } = work;
	const stored = context.getWorkflowStaticData('node');
	const now = Math.floor(poll.now / SECOND_MS);
	const key = stateKey(context, settings);
	const trusted = trustedState(stored, key, now);
	const state = before ? await before(trusted) : trusted;
	const lost = isLost(stored, key, isNewTrigger(context));
	const seller = sellerOf(await connection.storedSession());
	if (settings.shops.length === 0 && !isPublished) {
		assertSameSeller(state.seller, seller, context.getNode());
	}
	const all = await Promise.allSettled(
		chosen.map(async (shop) => {
			const beforeOf = (_: string, status: string) => streamBefore(state, lost, shop.id, status);
			return await readShop(work, shop, chosen.length, beforeOf, read);
		}),
	);
	const authorized = await authorizedNow(work, all);
	const expectedNow = partitionShops(authorized.shops, work.expected).chosen;
	if (expectedNow.length === 0) chooseShops(authorized.shops, work.expected, context.getNode());
	const isStillThere = ({ id }: Shop): boolean => expectedNow.some((shop) => shop.id === id);
	const shops = chosen.filter(isStillThere);
	const results = all.filter((_, index) => isStillThere(chosen[index]));
	const reads = new Map(results.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));
	const failed = failedReads(context, shops, results);
	const isRead = ({ id }: Shop): boolean => !failed.some(({ shop }) => shop.id === id);
	const owner = `${credentialId(context)}:${seller.openId}`;
	const known = trustedShops(stored.shops, owner, now);
	const problems = [...choiceProblemsOf({ ...work, authorized }, known), ...failed];
	const report = reportShops(known, shops.filter(isRead).map(toOrderShop), problems, now);
	const readIds = shops.filter((shop) => lost || isRead(shop)).map(({ id }) => id);
	return {
		reads,
		before: state,
		known,
		report,
		store: (newStreams, memory, openBatch) => {
			const streams = { ...streamsOfKnownShops(state, report.after), ...newStreams };
			const pulled = pulledAfter(state, streams, readIds);
			const after: TriggerState = {
				...state,
				seller,
				streams,
				openBatch,
				pulled: pulled.length > 0 ? pulled : undefined,
			};
			Object.assign(stored, after, { shops: storedShops(memory, owner) });
		},
	};
}

/** The authorised shops: when one of those that were known before cannot be read, it may have left. */
async function authorizedNow(
	{ authorized, readAgain }: Work,
	reads: ReadonlyArray<PromiseSettledResult<unknown>>,
): Promise<AuthorizedShops> {
	const hasFailed = reads.some(({ status }) => status === 'rejected');
	if (!hasFailed || !readAgain) return authorized;
	// Where the list cannot be read either, the failure of the shop says why.
	return await readAgain().catch(() => authorized);
}

/**
 * Reads the statuses of a shop one after the other.
 *
 * @param shops    number of shops that are read
 * @param beforeOf state before the reading, by stream and status
 */
export async function readShop<R>(
	{ connection, settings: { statuses, rules }, poll }: Work,
	shop: Shop,
	shops: number,
	beforeOf: (stream: string, status: string) => ReadState | undefined,
	read: ReadStream<R>,
): Promise<Array<[stream: string, read: R]>> {
	const share = Math.ceil(BATCH_SIZE / (shops * statuses.length));
	const detailsAtOnce = Math.max(DETAILS_PER_CALL, share);
	const streams = statuses.map((status) => ({
		stream: { connection, shop, status, rules, poll, detailsAtOnce },
		before: beforeOf(streamKey(shop, status), status),
	}));
	const done: Array<[string, R]> = [];
	for (const { stream, before } of await preparedStreams(streams)) {
		done.push([streamKey(shop, stream.status), await read(stream, before)]);
	}
	return done;
}

const streamKey = ({ id }: Shop, status: string): string => `${id}:${status}`;

/**
 * The problems of the shops that cannot be polled as they are chosen.
 *
 * @param known  shops of earlier polls
 */
export function choiceProblemsOf({ authorized, expected }: Work, known: ShopMemory): ShopProblem[] {
	const before = [...known.values()].map(({ shop }) => shop);
	return choiceProblems(authorized, partitionShops(authorized.shops, expected), expected, before);
}

/**
 * Shops whose orders could not be read.
 *
 * @throws the first failure when all shops fail with a common problem; a stop of the poll
 */
export function failedReads(
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

export function asItem(json: object): INodeExecutionData {
	return { json: json as IDataObject };
}
