import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { isStop } from '../../../shared/stop';
import { readingProblem, type ShopProblem } from '../../shops/shopProblem';
import { toOrderShop, type Shop } from '../../shops/shops';
import { TikTokShopError } from '../../transport/connection';
import { faultOf } from '../../transport/errors';

/** The calls for one input item failed, for a reason that is about its shop. */
export class ShopFailure extends Error {
	readonly problem: ShopProblem;

	constructor(
		shop: Shop,
		readonly failure: unknown,
	) {
		super((failure as Error).message);
		this.problem = readingProblem(toOrderShop(shop), failure);
	}
}

/** So many outages of a shop in a row, and it is not asked again in this execution. */
const MOST_OUTAGES = 3;
/** Scope, site, seller: seen for one shop among others, too (TikTok Shop API §5). */
const ALSO_OF_A_SHOP = new Set(['105004', '105005', '36009044']);

/** Calls the shops of an execution, and remembers which of them is of no use to ask again. */
export class ShopCalls {
	private readonly failed = new Map<string, { last: ShopFailure; outages: number }>();

	/** @throws ShopFailure for what is about this shop; anything else as it is */
	async run<T>(shop: Shop, work: () => Promise<T>): Promise<T> {
		const before = this.failed.get(shop.id);
		if (before && before.outages >= MOST_OUTAGES) throw before.last;
		const answer = await work().catch((failure: unknown) => {
			if (isOfTheRun(failure)) throw failure;
			throw this.noted(new ShopFailure(shop, failure), before?.outages ?? 0);
		});
		this.failed.delete(shop.id);
		return answer;
	}

	private noted(last: ShopFailure, before: number): ShopFailure {
		const { failure, problem } = last;
		const isLasting = failure instanceof TikTokShopError && isOfTheShop(failure);
		const outages = isLasting ? MOST_OUTAGES : problem.temporary ? before + 1 : 0;
		this.failed.set(problem.shop.id, { last, outages });
		return last;
	}
}

function isOfTheShop({ apiError }: TikTokShopError): boolean {
	return faultOf(apiError) === 'shop' || ALSO_OF_A_SHOP.has(apiError.code);
}

/** Token, signature, app, a stop of the execution: about no single shop. */
function isOfTheRun(failure: unknown): boolean {
	if (failure instanceof TikTokShopError) {
		return !failure.temporary && !isOfTheShop(failure) && faultOf(failure.apiError) === 'run';
	}
	if (failure instanceof NodeApiError || failure instanceof NodeOperationError) return true;
	return isStop(failure);
}
