import type { Assumption } from '../../nodes/shared/liveCheck/assumption';
import {
	OMS_ASSUMPTIONS,
	type OmsAssumptionId,
} from '../../nodes/LingxingOms/liveCheck/assumptions';
import {
	TIKTOK_ASSUMPTIONS,
	type TikTokAssumptionId,
} from '../../nodes/TikTokShop/liveCheck/assumptions';

export type { Assumption };

export type AssumptionId = TikTokAssumptionId | OmsAssumptionId;

/** Every assumption, in the order of the report. */
export const ASSUMPTIONS: ReadonlyArray<Assumption & { id: AssumptionId }> = [
	...TIKTOK_ASSUMPTIONS,
	...OMS_ASSUMPTIONS,
];
