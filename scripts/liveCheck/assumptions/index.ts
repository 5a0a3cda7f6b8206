import type { Assumption } from './assumption';
import { OMS_ASSUMPTIONS } from './oms';
import { TIKTOK_ASSUMPTIONS } from './tiktok';

export type { Assumption, StepName } from './assumption';

export type AssumptionId =
	| (typeof TIKTOK_ASSUMPTIONS)[number]['id']
	| (typeof OMS_ASSUMPTIONS)[number]['id'];

/** Every assumption, in the order of the report. */
export const ASSUMPTIONS: ReadonlyArray<Assumption & { id: AssumptionId }> = [
	...TIKTOK_ASSUMPTIONS,
	...OMS_ASSUMPTIONS,
];
