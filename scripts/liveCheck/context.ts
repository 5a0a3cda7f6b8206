import type {
	Context as OmsContext,
	OmsChoices,
	OmsState,
} from '../../nodes/LingxingOms/liveCheck/context';
import type { Findings } from '../../nodes/shared/liveCheck/findings';
import type { BaseContext, Step as AnyStep } from '../../nodes/shared/liveCheck/step';
import type { TikTokChoices, TikTokState } from '../../nodes/TikTokShop/liveCheck/context';
import type { AssumptionId } from './assumptions';
import type { TokenClient } from './tokenClient';

/** What the user has chosen; empty where nothing. */
export interface Choices extends TikTokChoices, OmsChoices {
	/** The whole redirected URL, or the code alone. */
	redirectedUrl: string;
	/** The link with all that n8n adds showed an error. */
	linkRefused: boolean;
	/** Logistics channel of the order that goes through the warehouse. */
	channel: string;
	/** Minutes to wait for the warehouse. */
	waitMinutes: number;
}

export interface State extends TikTokState, OmsState {
	refreshToken?: string;
}

/** What a step on the terminal may use: both services, and an authorization of its own. */
export interface Context extends BaseContext, Pick<OmsContext, 'oms'> {
	findings: Findings<AssumptionId>;
	choices: Choices;
	state: State;
	tiktok: TokenClient;
}

export type Step = AnyStep<Context>;
