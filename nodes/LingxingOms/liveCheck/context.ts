import type { Fields } from '../../shared/fields';
import type { Findings } from '../../shared/liveCheck/findings';
import type { Answer } from '../../shared/liveCheck/http';
import {
	assertNotAround,
	type BaseContext,
	type Step as AnyStep,
} from '../../shared/liveCheck/step';
import { OMS_CODES } from '../transport/errors';
import type { OmsAssumptionId } from './assumptions';
import type { OmsClient } from './client';

/** What the user has chosen; empty where nothing. */
export interface OmsChoices {
	/** Warehouse and system SKU of test orders. */
	warehouseCode: string;
	systemSku: string;
	/** Logistics channel of test orders. */
	testChannel: string;
}

/** Test orders that have to be cancelled. */
export interface TestOrders {
	/** Written down before a call that may create one, so that one is found whose answer was lost. */
	thirdOrderNos: Set<string>;
	outboundOrderNos: Set<string>;
}

/** What steps leave for later ones. */
export interface OmsState {
	/** Rows of the list of outbound orders. */
	outboundRows: Fields[];
	testOrders: TestOrders;
}

/** What a step about the OMS may use. */
export interface Context extends BaseContext {
	findings: Findings<OmsAssumptionId>;
	choices: OmsChoices;
	state: OmsState;
	oms: OmsClient;
}

export type Step = AnyStep<Context>;

export const noOmsState = (): OmsState => ({
	outboundRows: [],
	testOrders: { thirdOrderNos: new Set(), outboundOrderNos: new Set() },
});

/**
 * Ends the step where a refusal is about the App Key, a limit or a fault for the moment.
 *
 * @throws StepEnded
 */
export function assertJudgeable(context: BaseContext, answer: Answer): void {
	const code = OMS_CODES.get(answer.code);
	assertNotAround(context, answer, code?.everyCall === true || code?.temporary === true);
}
