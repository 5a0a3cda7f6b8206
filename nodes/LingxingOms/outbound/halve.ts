import { chunk } from 'lodash';

import { concernsEveryCall, type ApiError } from '../transport/errors';
import { OmsError } from '../transport/connection';

/** This many items in a row that fail alike, without any success, are no longer the fault of one item. */
export const ALIKE = 3;
/** Positions in the largest part, as shares of its length, from which single items are tried before the run fails. */
const PROBES: readonly number[] = [1, 1 / 2, 1 / 4, 3 / 4, 0];

/** Watches the failures of a run: whether they are about single items, or about the service. */
export class AlikeFailures {
	private last = '';

	private count = 0;

	private succeeded = false;

	/** Whether the service has answered for anything. */
	get hasSucceeded(): boolean {
		return this.succeeded;
	}

	/** An item succeeded, so other failures are those of their items. */
	success(): void {
		this.succeeded = true;
	}

	/** One more item failed. @returns how many have failed alike by now; 0 where others went through */
	failure({ apiError }: OmsError): number {
		const answer = likenessOf(apiError);
		this.count = answer === this.last ? this.count + 1 : 1;
		this.last = answer;
		return this.succeeded ? 0 : this.count;
	}
}

/** Digits name orders and requests, so they do not count. */
function likenessOf({ status, code, message }: ApiError): string {
	return `${status}|${code}|${message.replace(/\d+/g, '#')}`;
}

/** Part of a batch that a call did not settle, and the answer that may be about one item in it. */
export interface Unsettled<T> {
	failure: OmsError;
	open: readonly T[];
}

export interface Halving<T> {
	/**
	 * Calls the service for a part of the items.
	 *
	 * @param isFirst  the part was not halved yet
	 * @returns        undefined where everything is settled
	 * @throws         what is about every call
	 */
	call(part: readonly T[], isFirst: boolean): Promise<Unsettled<T> | undefined>;
	/** The item for which the service answers so when it is asked for it alone. @returns whether the answer can only mean this item */
	alone(item: T, failure: OmsError): boolean;
	alike: AlikeFailures;
}

/**
 * Settles each item, however the service answers for one of them: a part that is refused is halved until the item stands
 * alone, at a cost of about two calls for each halving.
 *
 * @throws OmsError  {@link ALIKE} single items and some from other places failed alike, and none went through
 */
export async function settleByHalves<T>(
	parts: ReadonlyArray<readonly T[]>,
	{ call, alone, alike }: Halving<T>,
): Promise<void> {
	let waiting = parts.map((items) => ({ items, isFirst: true }));
	while (waiting.length > 0) {
		const [{ items, isFirst }, ...others] = waiting;
		waiting = others;
		if (items.length === 0) continue;
		const unsettled = await call(items, isFirst);
		if (!unsettled || unsettled.open.length === 0) continue;
		const { failure, open } = unsettled;
		if (open.length > 1) {
			const halves = chunk(open, Math.ceil(open.length / 2));
			waiting = [...halves.map((half) => ({ items: half, isFirst: false })), ...waiting];
			continue;
		}
		if (alone(open[0], failure)) continue;
		const count = alike.failure(failure);
		if (count < ALIKE) continue;
		const isLast = waiting.every((part) => part.items.length === 0);
		if (isLast || count >= ALIKE + PROBES.length) throw failure;
		waiting = probeFirst(waiting, PROBES[count - ALIKE]);
	}
}

interface Part<T> {
	items: readonly T[];
	isFirst: boolean;
}

/** Moves an item of the largest part to the front, because neighbors may fail alike for a reason that they share. */
function probeFirst<T>(parts: ReadonlyArray<Part<T>>, share: number): Array<Part<T>> {
	const largest = parts.reduce((most, part) =>
		part.items.length > most.items.length ? part : most,
	);
	const position = Math.floor((largest.items.length - 1) * share);
	const rest = parts.map((part) =>
		part === largest
			? { ...part, items: part.items.filter((_, index) => index !== position) }
			: part,
	);
	return [{ items: [largest.items[position]], isFirst: false }, ...rest];
}

/** Whether a failure may be about one item of the call: halving it may help. */
export function mayBeAboutOneItem(failure: unknown): failure is OmsError {
	return failure instanceof OmsError && !concernsEveryCall(failure.apiError);
}

/**
 * The answer of a call, or its refusal where that may be about one item.
 *
 * @throws what is about every call
 */
export async function answerOf(
	call: Promise<unknown>,
): Promise<{ data: unknown; failure?: undefined } | { failure: OmsError }> {
	try {
		return { data: await call };
	} catch (failure) {
		if (mayBeAboutOneItem(failure)) return { failure };
		return await Promise.reject(failure);
	}
}
