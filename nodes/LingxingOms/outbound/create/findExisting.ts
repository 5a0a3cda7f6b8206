import type { AlikeFailures } from '../halve';
import { lookUp, OWN_NUMBER_KINDS } from '../lookUp';
import { lookUpLater } from '../ownNumbers';
import { isLive } from '../outboundOrder';
import { orNothing } from '../write';
import { OutboundOrderIndex } from './outboundOrderIndex';
import { textOf, type Fields } from '../../transport/json';
import { OmsError, type OmsConnection } from '../../transport/connection';
import { concernsEveryCall } from '../../transport/errors';

/** The number by which an outbound order was found. */
export type FoundBy = 'thirdOrderNo' | 'referOrderNo' | 'platformOrderNo';

/** The numbers of an order. */
export interface OrderNumbers {
	thirdOrderNo: string;
	orderId: string;
	/** Time of the TikTok Shop order, epoch ms; 0 if unknown. */
	placedAt: number;
	/** Whether to search for it by platform order number as well. */
	elsewhere: boolean;
}

export interface Existing {
	foundBy: FoundBy;
	/** At least one record, live ones first. */
	records: Fields[];
	/** Third order number for another outbound order; absent while one is live, and if none is left. */
	free?: string;
}

/** Search result by `thirdOrderNo`. The OMS does not have an order that is in neither map. */
export interface AllExisting {
	existing: Map<string, Existing>;
	/** Why it is unknown whether the OMS has the order. */
	open: Map<string, string>;
}

/**
 * Searches the outbound orders of several orders: first by {@link OWN_NUMBER_KINDS}, then by platform order number among the outbound
 * orders that people or other systems have created.
 *
 * @throws OmsError  the error concerns every call, or nothing could be read
 */
export async function findExisting(
	connection: OmsConnection,
	orders: readonly OrderNumbers[],
	alike: AlikeFailures,
): Promise<AllExisting> {
	const result: AllExisting = { existing: new Map(), open: new Map() };
	for (const kind of OWN_NUMBER_KINDS) {
		const numbers = withoutLive(orders, result).map(({ thirdOrderNo }) => thirdOrderNo);
		const { found, open } = await lookUp(connection, kind, numbers, alike);
		for (const [number, problem] of open) result.open.set(number, problem);
		for (const [number, records] of found) note(result, number, kind, records);
	}
	await addLaterOnes(connection, orders, result, alike);
	await addMadeElsewhere(connection, orders, result, alike);
	return result;
}

/** Orders whose outbound orders are all cancelled may have got another one. */
async function addLaterOnes(
	connection: OmsConnection,
	orders: readonly OrderNumbers[],
	result: AllExisting,
	alike: AlikeFailures,
): Promise<void> {
	const firsts = withoutLive(orders, result)
		.map(({ thirdOrderNo }) => thirdOrderNo)
		.filter((number) => result.existing.has(number));
	const { records, free, open } = await lookUpLater(connection, firsts, alike);
	for (const [number, problem] of open) result.open.set(number, problem);
	for (const number of firsts) {
		const known = result.existing.get(number)?.records ?? [];
		const all = [...(records.get(number) ?? []), ...known];
		result.existing.set(number, { foundBy: 'thirdOrderNo', records: all, free: free.get(number) });
	}
}

/** Orders without a live outbound order so far. */
function withoutLive(
	orders: readonly OrderNumbers[],
	{ existing, open }: AllExisting,
): OrderNumbers[] {
	return orders.filter(
		({ thirdOrderNo }) =>
			!open.has(thirdOrderNo) && !existing.get(thirdOrderNo)?.records.some(isLive),
	);
}

/** Adds records, live ones first. Without a live one it keeps what was found before. */
function note(result: AllExisting, number: string, foundBy: FoundBy, records: Fields[]): void {
	const known = result.existing.get(number);
	const live = records.filter(isLive);
	if (known && live.length === 0) return;
	const cancelled = records.filter((record) => !isLive(record));
	const all = [...live, ...(known?.records ?? []), ...cancelled];
	result.existing.set(number, { foundBy, records: all });
}

async function addMadeElsewhere(
	connection: OmsConnection,
	orders: readonly OrderNumbers[],
	result: AllExisting,
	alike: AlikeFailures,
): Promise<void> {
	const wanted = withoutLive(orders, result).filter(({ elsewhere }) => elsewhere);
	const index = OutboundOrderIndex.of(connection.account);
	const failure = await readList(connection, index, orders, wanted.length > 0, alike);
	if (failure) {
		for (const { thirdOrderNo } of wanted) result.open.set(thirdOrderNo, failure.message);
		return;
	}
	const candidates = new Map(
		wanted.map((order) => [
			order.thirdOrderNo,
			index.outboundOrderNosOf(order.orderId, order.thirdOrderNo),
		]),
	);
	const numbers = [...candidates.values()].flat();
	const { found, open } = await lookUp(
		connection,
		'outboundOrderNo',
		numbers.filter(Boolean),
		alike,
	);
	for (const [thirdOrderNo, outboundOrderNos] of candidates) {
		const problem = outboundOrderNos
			.map((number) => detailProblem(number, found, open))
			.find(Boolean);
		for (const number of outboundOrderNos) {
			if (number && !found.has(number) && !open.has(number)) index.forgetAbsent(number);
		}
		if (problem) result.open.set(thirdOrderNo, problem);
		const live = outboundOrderNos.flatMap((number) => found.get(number) ?? []).filter(isLive);
		if (live.length > 0) note(result, thirdOrderNo, kindOf(live, thirdOrderNo), live);
	}
}

/**
 * Adds live outbound orders that others have made beside a live one, as far as the list shows them that was read last: what people are told of
 * costs no call while there is none.
 */
export async function addKnownBeside(
	connection: OmsConnection,
	orders: readonly OrderNumbers[],
	result: AllExisting,
): Promise<void> {
	const index = OutboundOrderIndex.of(connection.account);
	const beside = orders.map(({ thirdOrderNo, orderId, elsewhere }) => {
		const known = (result.existing.get(thirdOrderNo)?.records ?? []).map(numberOf);
		const inList = elsewhere ? index.outboundOrderNosOf(orderId, thirdOrderNo) : [];
		return [thirdOrderNo, inList.filter((each) => each && !known.includes(each))] as const;
	});
	const numbers = beside.flatMap(([, outboundOrderNos]) => outboundOrderNos);
	const nothing = { found: new Map<string, Fields[]>() };
	const { found } = await orNothing(lookUp(connection, 'outboundOrderNo', numbers), nothing);
	for (const [thirdOrderNo, outboundOrderNos] of beside) {
		const live = outboundOrderNos.flatMap((each) => found.get(each) ?? []).filter(isLive);
		if (live.length > 0) note(result, thirdOrderNo, kindOf(live, thirdOrderNo), live);
	}
}

const numberOf = (record: Fields): string => textOf(record.outboundOrderNo);

/** @returns the error with which the list could not be read, if it concerns only these orders */
async function readList(
	connection: OmsConnection,
	index: OutboundOrderIndex,
	orders: readonly OrderNumbers[],
	isNeeded: boolean,
	alike: AlikeFailures,
): Promise<OmsError | Error | undefined> {
	// If no look-up was answered, the list shows whether the OMS can be reached at all.
	if (!isNeeded && (alike.hasSucceeded || orders.length === 0)) return undefined;
	try {
		await index.readSince(connection, Math.min(...orders.map(({ placedAt }) => placedAt)));
		return undefined;
	} catch (failure) {
		const isAboutOrders = failure instanceof OmsError && !concernsEveryCall(failure.apiError);
		if (isAboutOrders && alike.hasSucceeded) return failure;
		return await Promise.reject(failure);
	}
}

function detailProblem(
	number: string,
	found: ReadonlyMap<string, Fields[]>,
	open: ReadonlyMap<string, string>,
): string | undefined {
	if (found.has(number)) return undefined;
	return (
		open.get(number) ??
		`The OMS lists an outbound order of it (${number || 'without its number'}) and does not show it`
	);
}

/** The third order number takes precedence over the platform order number. */
function kindOf(records: readonly Fields[], thirdOrderNo: string): FoundBy {
	const hasNumber = (name: FoundBy) =>
		records.some((record) => textOf(record[name]) === thirdOrderNo);
	return OWN_NUMBER_KINDS.find(hasNumber) ?? 'platformOrderNo';
}
