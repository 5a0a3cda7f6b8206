import type { AlikeFailures } from '../halve';
import { lookUp } from '../lookUp';
import { isLive } from '../outboundOrder';
import { PlatformNumbers } from './platformNumbers';
import { textOf, type Fields } from '../../transport/json';
import { OmsError, type OmsConnection } from '../../transport/connection';
import { concernsEveryCall } from '../../transport/errors';

/** By which of its numbers an outbound order was found. */
export type FoundBy = 'thirdOrderNo' | 'referOrderNo' | 'platformOrderNo';

/** The numbers of an order. */
export interface Numbers {
	thirdOrderNo: string;
	orderId: string;
	/** When it was placed, epoch ms; 0 where that is not known. */
	placedAt: number;
	/** Whether to look for it under its platform order number as well. */
	elsewhere: boolean;
}

/** What the OMS has of an order. */
export interface Existing {
	foundBy: FoundBy;
	/** At least one; live ones first. */
	records: Fields[];
}

/** What the OMS has of several orders, by `thirdOrderNo`. An order in neither map is not there. */
export interface AllExisting {
	existing: Map<string, Existing>;
	/** Why it is open whether the OMS has the order. */
	open: Map<string, string>;
}

/**
 * Looks for the outbound orders of several orders: by their own number, then by reference number, because an order that was
 * cancelled and made again may live on under it (OMS API §1.6), then among those that others have made under the
 * platform order number.
 *
 * @throws OmsError  about every call, or nothing could be read at all
 */
export async function findExisting(
	connection: OmsConnection,
	orders: readonly Numbers[],
	alike: AlikeFailures,
): Promise<AllExisting> {
	const result: AllExisting = { existing: new Map(), open: new Map() };
	for (const kind of ['thirdOrderNo', 'referOrderNo'] as const) {
		const numbers = without(orders, result).map(({ thirdOrderNo }) => thirdOrderNo);
		const { found, open } = await lookUp(connection, kind, numbers, alike);
		for (const [number, why] of open) result.open.set(number, why);
		for (const [number, records] of found) note(result, number, kind, records);
	}
	await addMadeElsewhere(connection, orders, result, alike);
	return result;
}

/** Orders of which nothing live is known yet. */
function without(orders: readonly Numbers[], { existing, open }: AllExisting): Numbers[] {
	return orders.filter(
		({ thirdOrderNo }) =>
			!open.has(thirdOrderNo) && !existing.get(thirdOrderNo)?.records.some(isLive),
	);
}

/** Live ones come first; what was found first stays where nothing live is added. */
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
	orders: readonly Numbers[],
	result: AllExisting,
	alike: AlikeFailures,
): Promise<void> {
	const wanted = without(orders, result).filter(({ elsewhere }) => elsewhere);
	const known = PlatformNumbers.of(connection.account);
	const failure = await readList(connection, known, orders, wanted.length > 0, alike);
	if (failure) {
		for (const { thirdOrderNo } of wanted) result.open.set(thirdOrderNo, failure.message);
		return;
	}
	const candidates = new Map(
		wanted.map((order) => [
			order.thirdOrderNo,
			known.outboundOrderNosOf(order.orderId, order.thirdOrderNo),
		]),
	);
	const numbers = [...candidates.values()].flat();
	const { found, open } = await lookUp(
		connection,
		'outboundOrderNo',
		numbers.filter(Boolean),
		alike,
	);
	for (const [thirdOrderNo, candidate] of candidates) {
		const why = candidate.map((number) => whyOpen(number, found, open)).find(Boolean);
		for (const number of candidate) {
			if (number && !found.has(number) && !open.has(number)) known.forgetAbsent(number);
		}
		if (why) result.open.set(thirdOrderNo, why);
		const live = candidate.flatMap((number) => found.get(number) ?? []).filter(isLive);
		if (live.length > 0) note(result, thirdOrderNo, kindOf(live, thirdOrderNo), live);
	}
}

/** @returns why the list could not be read, where that concerns only these orders */
async function readList(
	connection: OmsConnection,
	known: PlatformNumbers,
	orders: readonly Numbers[],
	isNeeded: boolean,
	alike: AlikeFailures,
): Promise<OmsError | Error | undefined> {
	// Where no look-up was answered, the list says whether the OMS can be reached at all.
	if (!isNeeded && (alike.hasSucceeded || orders.length === 0)) return undefined;
	try {
		await known.readSince(connection, Math.min(...orders.map(({ placedAt }) => placedAt)));
		return undefined;
	} catch (failure) {
		const isOfOrders = failure instanceof OmsError && !concernsEveryCall(failure.apiError);
		if (isOfOrders && alike.hasSucceeded) return failure;
		return await Promise.reject(failure);
	}
}

function whyOpen(
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

/** The order's own number counts more than that of the platform. */
function kindOf(records: readonly Fields[], thirdOrderNo: string): FoundBy {
	const bears = (name: FoundBy) => records.some((record) => textOf(record[name]) === thirdOrderNo);
	return (['thirdOrderNo', 'referOrderNo'] as const).find(bears) ?? 'platformOrderNo';
}
