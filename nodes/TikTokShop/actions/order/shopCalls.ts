import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isStop } from '../../../shared/stop';
import { readingProblem, type ShopProblem } from '../../shops/shopProblem';
import { toOrderShop, type Shop } from '../../shops/shops';
import { TikTokShopError } from '../../transport/connection';
import { faultOf } from '../../transport/errors';

/** The calls for one input item failed because of its shop. */
export class ShopFailure extends Error {
	readonly problem: ShopProblem;

	constructor(
		shop: Shop,
		readonly cause: unknown,
	) {
		super((cause as Error).message);
		this.problem = readingProblem(toOrderShop(shop), cause);
	}
}

/** After this many outages in a row, a shop gets no more calls in this execution. */
const MAX_OUTAGES = 3;
/** Scope, site and seller errors, which may concern a single shop (TikTok Shop API §5). */
const MAY_CONCERN_ONE_SHOP = new Set(['105004', '105005', '36009044']);

/** Calls shops, and stops calling those that keep failing. One instance per execution. */
export class ShopCalls {
	private readonly failed = new Map<string, { last: ShopFailure; outages: number }>();

	/** @throws ShopFailure for a failure of this shop; rethrows any other error */
	async run<T>(shop: Shop, work: () => Promise<T>): Promise<T> {
		const before = this.failed.get(shop.id);
		if (before && before.outages >= MAX_OUTAGES) throw before.last;
		const answer = await work().catch((failure: unknown) => {
			if (isOfTheRun(failure)) throw failure;
			throw this.note(new ShopFailure(shop, failure), before?.outages ?? 0);
		});
		this.failed.delete(shop.id);
		return answer;
	}

	private note(last: ShopFailure, before: number): ShopFailure {
		const { cause, problem } = last;
		const isLasting = cause instanceof TikTokShopError && isOfTheShop(cause);
		const outages = isLasting ? MAX_OUTAGES : problem.temporary ? before + 1 : 0;
		this.failed.set(problem.shop.id, { last, outages });
		return last;
	}
}

function isOfTheShop({ apiError }: TikTokShopError): boolean {
	return faultOf(apiError) === 'shop' || MAY_CONCERN_ONE_SHOP.has(apiError.code);
}

/** Errors of token, signature or app, and a stop of the execution, concern every shop. */
function isOfTheRun(failure: unknown): boolean {
	if (failure instanceof TikTokShopError) {
		return !failure.temporary && !isOfTheShop(failure) && faultOf(failure.apiError) === 'run';
	}
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) return true;
	return isStop(failure);
}
