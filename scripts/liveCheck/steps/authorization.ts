import { codeIn } from '../../../nodes/TikTokShop/transport/tokens';
import { stateVerdict } from '../link';
import { dataOf, listed, missingFields, StepEnded } from '../../../nodes/shared/liveCheck/step';
import type { Step } from '../context';

const TOKEN_FIELDS = [
	'access_token',
	'access_token_expire_in',
	'refresh_token',
	'refresh_token_expire_in',
	'open_id',
	'user_type',
	'granted_scopes',
];
/** A smaller number is a duration (TikTok Shop API §2.2). */
const SMALLEST_MOMENT = 1_000_000_000;

/** Exchanges the code of a new authorization (TikTok Shop API §2.1, §2.2). */
export const authorization: Step = {
	name: 'authorization',
	title: 'Exchange the code of the redirected URL',
	service: 'TikTok Shop',
	access: 'read',
	limitMs: 30_000,
	async run(context) {
		const { choices, findings, privacy, state, tiktok, signal } = context;
		const { redirectedUrl } = choices;
		if (redirectedUrl === '') {
			if (tiktok.accessToken)
				throw new StepEnded('An access token was given in place of a redirected URL.');
			throw new StepEnded('No redirected URL was given.');
		}
		checkLink();
		const answer = await tiktok.tokens('get', codeIn(redirectedUrl), signal);
		const tokens = dataOf(context, answer);
		privacy.hideIn(tokens);
		const missing = missingFields(tokens, TOKEN_FIELDS);
		const note = missing.length > 0 ? `Missing: ${listed(missing)}.` : 'All fields are there.';
		findings.decide('token-fields', missing.length === 0, note, answer.call);
		const ends = [tokens.access_token_expire_in, tokens.refresh_token_expire_in].map(Number);
		findings.decide(
			'token-ends',
			ends.every((end) => end >= SMALLEST_MOMENT),
			`Numbers of ${ends.map((end) => String(end).length).join(' and ')} digits.`,
			answer.call,
		);
		tiktok.accessToken = String(tokens.access_token);
		state.refreshToken = String(tokens.refresh_token);

		function checkLink(): void {
			const verdict = stateVerdict(redirectedUrl);
			if (choices.linkRefused) {
				findings.refute('link-extras', 'The link showed an error, as the user says.');
			} else if (verdict === 'other link') {
				findings.notSeen(
					'link-extras',
					'The redirected URL does not come from the link that `npm run live-check -- --link` makes.',
				);
			} else {
				const words = verdict === 'same' ? 'came back unchanged' : 'came back changed';
				findings.decide(
					'link-extras',
					verdict === 'same',
					`The link led on, and \`state\` ${words}.`,
				);
			}
		}
	},
};
