import type { Assumption } from '../../../shared/liveCheck/assumption';

const TTS = 'nodes/TikTokShop';

/** What the code assumes about all answers of TikTok Shop. */
export const EVERY_ANSWER_ASSUMPTIONS = [
	{
		id: 'envelope',
		what: 'Every answer of the API has `code` as a number, `message` and `request_id`; success is 0.',
		usedIn: `${TTS}/transport/connection.ts`,
		source: 'TikTok Shop API §4',
		step: 'everyAnswer',
	},
	{
		id: 'limits-announced',
		what: 'No answer announces a limit in its headers, so the pace finds its place by itself.',
		usedIn: 'nodes/shared/pace.ts',
		source: 'TikTok Shop API §6',
		step: 'everyAnswer',
	},
	{
		id: 'too-many-calls',
		what: 'Too many calls are answered with HTTP 429 or code 36009002.',
		usedIn: `${TTS}/transport/errors.ts`,
		source: 'TikTok Shop API §5',
		step: 'everyAnswer',
		notInSandbox: 'the check is slow on purpose and meets no limit',
	},
] as const satisfies readonly Assumption[];
