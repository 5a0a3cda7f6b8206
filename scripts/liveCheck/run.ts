import { OmsClient } from '../../nodes/LingxingOms/liveCheck/client';
import type { OmsKeys } from '../../nodes/LingxingOms/transport/authenticate';
import { noOmsState } from '../../nodes/LingxingOms/liveCheck/context';
import type { Privacy } from '../../nodes/shared/liveCheck/privacy';
import {
	LiveCheckRun,
	type RunOptions as SharedOptions,
	type RunResult,
} from '../../nodes/shared/liveCheck/run';
import type { TikTokKeys } from '../../nodes/TikTokShop/liveCheck/client';
import { noTikTokState } from '../../nodes/TikTokShop/liveCheck/context';
import { ASSUMPTIONS } from './assumptions';
import type { Choices, State, Step } from './context';
import { fetchOnce } from './fetchOnce';
import { STEPS } from './steps';
import { TokenClient } from './tokenClient';

export type { RunResult };

export interface RunOptions extends Omit<SharedOptions, 'assumptions' | 'send' | 'tell'> {
	/** Left out: the steps of this service do not run. */
	tiktok?: TikTokKeys & { authHost: string; accessToken: string };
	oms?: OmsKeys;
	choices: Choices;
	/** Also the steps that write. */
	write: boolean;
	/** Also the steps in which a person changes something. */
	byHand: boolean;
	/** Also the step that takes the order through the warehouse. */
	through: boolean;
}

/** Runs the steps of both services one after another. */
export async function runLiveCheck(options: RunOptions): Promise<RunResult> {
	const { now, choices } = options;
	const run = new LiveCheckRun({
		...options,
		assumptions: ASSUMPTIONS,
		send: fetchOnce,
		tell: (line) => options.say(line),
	});
	const { authHost, accessToken, ...keys } = options.tiktok ?? {
		appKey: '',
		appSecret: '',
		authHost: '',
		apiHost: '',
		accessToken: '',
	};
	const tiktok = new TokenClient(keys, authHost, run.http, now);
	tiktok.accessToken = accessToken;
	const omsKeys = options.oms ?? { appKey: '', appSecret: '', baseUrl: '' };
	const oms = new OmsClient(omsKeys, run.http, now);
	hideKeys(run.privacy, options);
	const state: State = { ...noTikTokState(), ...noOmsState() };
	await run.steps(STEPS, { choices, state, tiktok, oms }, (step) => whyNot(step, options));
	return run.result(state.shop);
}

function hideKeys(privacy: Privacy, { tiktok, oms, choices }: RunOptions): void {
	const { redirectedUrl, shop, orderId, cancelOrderId, trackingNumber, correctedNumber } = choices;
	const code = URL.canParse(redirectedUrl) ? new URL(redirectedUrl).searchParams.get('code') : '';
	const secrets = [
		tiktok?.appKey,
		tiktok?.appSecret,
		tiktok?.accessToken,
		oms?.appKey,
		oms?.appSecret,
		redirectedUrl,
		code,
		shop,
		orderId,
		cancelOrderId,
		trackingNumber,
		correctedNumber,
	];
	for (const secret of secrets) privacy.hide(secret ?? '');
	for (const word of [choices.warehouseCode, choices.systemSku, choices.channel]) {
		privacy.hideInWords(word);
	}
}

/** Why a step does not run; empty when it does. */
function whyNot({ service, access }: Step, options: RunOptions): string {
	const { tiktok, oms, write, byHand, through } = options;
	if (service === 'TikTok Shop' && !tiktok) return 'No keys of TikTok Shop were given.';
	if (service === 'OMS' && !oms) return 'No keys of the OMS were given.';
	if (access === 'write' && !write) return 'Only with `--write`.';
	if (access === 'through' && !(write && through && tiktok && oms)) {
		return 'Only with `--write --through` and the keys of both services.';
	}
	return access === 'byHand' && !byHand ? 'Only with `--by-hand`.' : '';
}
