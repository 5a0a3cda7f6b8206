import type { Fields } from '../../shared/fields';
import type { Findings } from '../../shared/liveCheck/findings';
import type { Answer } from '../../shared/liveCheck/http';
import {
	assertNotAround,
	StepEnded,
	type BaseContext,
	type Step as AnyStep,
} from '../../shared/liveCheck/step';
import { CODES } from '../transport/errors';
import type { TikTokAssumptionId } from './assumptions';
import type { TikTokClient } from './client';

/** What the user has chosen; empty where nothing. */
export interface TikTokChoices {
	/** Code, ID or name of the shop. */
	shop: string;
	/** The one order that may be changed. */
	orderId: string;
	providerId: string;
	trackingNumber: string;
	correctedNumber: string;
	/** The one order that may be cancelled. */
	cancelOrderId: string;
	/** Name of the reason; one that is usual if empty. */
	cancelReason: string;
	/** Its buyer's request is approved, not rejected. */
	approve: boolean;
}

export interface CheckedShop {
	id: string;
	code: string;
	cipher: string;
	name: string;
	region: string;
	sellerType: string;
}

/** What steps leave for later ones. */
export interface TikTokState {
	shop?: CheckedShop;
	/** Number that the warehouse has given the order; that of the choices otherwise. */
	trackingNumber?: string;
	/** Rows of the order search, newest change first. */
	rows: Fields[];
	/** Details of these orders. */
	orders: Fields[];
}

/** What a step about TikTok Shop may use. */
export interface Context extends BaseContext {
	findings: Findings<TikTokAssumptionId>;
	choices: TikTokChoices;
	state: TikTokState;
	tiktok: TikTokClient;
}

export type Step = AnyStep<Context>;

export const noTikTokState = (): TikTokState => ({ rows: [], orders: [] });

/**
 * Ends the step where a refusal is about scope, token, limit or a fault for the moment.
 *
 * @throws StepEnded
 */
export function assertJudgeable(context: BaseContext, answer: Answer): void {
	const code = CODES.get(answer.code);
	const isAround = code?.temporary !== undefined || ['run', 'shop'].includes(code?.faultOf ?? '');
	assertNotAround(context, answer, isAround);
}

/** The shop that was chosen. @throws StepEnded when no shop could be read */
export function shopOf({ state }: Pick<Context, 'state'>): CheckedShop {
	if (!state.shop) throw new StepEnded('No shop could be read.');
	return state.shop;
}
