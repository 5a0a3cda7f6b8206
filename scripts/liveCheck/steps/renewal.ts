import { CODES } from '../../../nodes/TikTokShop/transport/errors';
import type { Answer } from '../../../nodes/shared/liveCheck/http';
import { dataOf, refusal, StepEnded } from '../../../nodes/shared/liveCheck/step';
import { SHOPS_PATH } from '../../../nodes/TikTokShop/liveCheck/steps/shops';
import type { Context, Step } from '../context';

/** The refresh token is unknown, used or has ended (TikTok Shop API §2.3). */
const ENDED_CODES = ['36004001', '36004004', '36004005'].filter((code) => CODES.has(code));

/** Renews the tokens, then tries the used refresh token once more (TikTok Shop API §2.3). The last step, because it may end them. */
export const renewal: Step = {
	name: 'renewal',
	title: 'Renew the tokens, and try the used refresh token once more',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 60_000,
	async run(context) {
		const { findings, privacy, state, tiktok, signal } = context;
		const { refreshToken } = state;
		if (!refreshToken) {
			throw new StepEnded('There is no refresh token of this check; those of n8n are left alone.');
		}
		const answer = await tiktok.tokens('refresh', refreshToken, signal);
		const tokens = dataOf(context, answer);
		privacy.hideIn(tokens);
		const before = tiktok.accessToken;
		tiktok.accessToken = String(tokens.access_token);
		const isNew = tokens.refresh_token !== refreshToken;
		const works = await shopsAnswer(context);
		const old = await shopsAnswer(context, before);
		findings.decide(
			'refresh-rotates',
			isNew && works.ok,
			`The refresh token is ${isNew ? 'new' : 'the same'}; the new access token ${works.ok ? 'works' : 'is refused'}, the one before it ${old.ok ? 'still works' : `is refused with ${old.code}`}.`,
			answer.call,
		);
		if (!isNew) {
			throw new StepEnded('The refresh token stays the same, so none was used up.');
		}
		const again = await tiktok.tokens('refresh', refreshToken, signal);
		privacy.hideIn(again.data);
		const after = await shopsAnswer(context);
		const isExpected = again.ok || ENDED_CODES.includes(again.code);
		const words = again.ok ? 'The used refresh token still works' : refusal(context, again);
		findings.decide(
			'used-refresh-token',
			isExpected && after.ok,
			`${words}; after that the newer access token ${after.ok ? 'works' : `is refused with ${after.code}`}.`,
			again.call,
		);
	},
};

async function shopsAnswer({ tiktok, signal }: Context, accessToken?: string): Promise<Answer> {
	const token = accessToken === undefined ? {} : { accessToken };
	return await tiktok.call({ method: 'GET', path: SHOPS_PATH, ...token }, signal);
}
