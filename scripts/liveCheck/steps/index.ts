import * as oms from '../../../nodes/LingxingOms/liveCheck/steps';
import * as tiktok from '../../../nodes/TikTokShop/liveCheck/steps';
import type { Step } from '../context';
import { authorization } from './authorization';
import { byHand } from './byHand';
import { renewal } from './renewal';
import { through } from './through';

/** All steps in their order: what only reads first, what may end the tokens last. */
export const STEPS: readonly Step[] = [
	authorization,
	...tiktok.READING_STEPS,
	byHand,
	...oms.READING_STEPS,
	...oms.WRITING_STEPS,
	through,
	...tiktok.WRITING_STEPS,
	...tiktok.LAST_STEPS,
	...oms.LAST_STEPS,
	renewal,
];
