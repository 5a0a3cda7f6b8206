import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { liveCheckInNode } from '../../shared/liveCheck/nodeRun';
import { nodeSend } from '../../shared/liveCheck/nodeSend';
import { isStop } from '../../shared/stop';
import { authorizedShops } from '../shops/shops';
import { Connection } from '../transport/connection';
import { API_HOST, hostsOf, secretsOf } from '../transport/session';
import { TIKTOK_ASSUMPTIONS } from './assumptions';
import { TikTokClient } from './client';
import { noTikTokState, type TikTokChoices } from './context';
import { LAST_STEPS, READING_STEPS, WRITING_STEPS } from './steps';

/** Needs an authorization of its own, or a person who changes something meanwhile. */
const NOT_HERE = {
	authorization:
		'n8n keeps the tokens of its authorization for itself; only `npm run live-check` on a terminal exchanges a code of its own.',
	renewal:
		'A renewal here would use up the refresh token of n8n; only `npm run live-check` on a terminal renews tokens of its own.',
	byHand:
		'A person has to change the order while the check looks; only with `npm run live-check -- --by-hand` on a terminal.',
};

/** Runs the steps about TikTok Shop with the credential of the node. */
export async function runInNode(
	context: IExecuteFunctions,
	choices: TikTokChoices,
	{ write, typed }: { write: boolean; typed: string },
): Promise<IDataObject> {
	let connection: Connection | undefined;
	const send = nodeSend(context, async (call, signal) => {
		await connection?.turnOf({ write: false }, signal);
		return await call();
	});
	return await liveCheckInNode(context, send, {
		service: 'TikTok Shop',
		assumptions: TIKTOK_ASSUMPTIONS,
		notHere: NOT_HERE,
		wrote: write,
		typed,
		async run(check) {
			connection = await Connection.open(context);
			// The first call of a credential obtains the tokens, or renews them. What TikTok Shop says to it, the steps say too.
			const refused = await authorizedShops(connection).then(
				() => undefined,
				(failure: unknown) => failure,
			);
			const session = await connection.storedSession();
			if (isStop(refused) || !session.accessToken) return await Promise.reject(refused as Error);
			const {
				appKey,
				appSecret,
				accessToken = '',
				openId,
				sellerName,
				authorizationCode,
			} = session;
			const { shop, orderId, cancelOrderId, trackingNumber, correctedNumber } = choices;
			const own = [appKey, openId, sellerName, authorizationCode];
			const chosen = [shop, orderId, cancelOrderId, trackingNumber, correctedNumber, typed];
			for (const text of [...own, ...chosen, ...secretsOf(session)]) check.privacy.hide(text ?? '');
			const keys = { appKey, appSecret, apiHost: hostsOf(session).apiHost };
			const tiktok = new TikTokClient(keys, check.http, Date.now);
			tiktok.accessToken = accessToken;
			const state = noTikTokState();
			const steps = [...READING_STEPS, ...WRITING_STEPS, ...LAST_STEPS];
			await check.steps(steps, { choices, state, tiktok }, ({ access }) =>
				access === 'write' && !write ? 'Nothing was to be written.' : '',
			);
			return { live: keys.apiHost === API_HOST, shop: state.shop };
		},
	});
}
