import type { Sandbox } from '../../sandbox';

/** Everything secret that the sandbox ever gave to this n8n. */
export interface Issued {
	/** App secret, authorisation codes, access tokens and refresh tokens, also those that are void. */
	all(): string[];
	/** App secret and the tokens in force: what a working credential has to hold. */
	inForce(): string[];
}

/** Notes what the sandbox issues from now on. */
export function noteIssued({ tiktok: { tokens }, credentials }: Sandbox): Issued {
	const { appSecret } = credentials.tiktok;
	const codes: string[] = [];
	const pairs: Array<[access: string, refresh: string]> = [];
	const { issueCode, exchange, rotate } = tokens;
	tokens.issueCode = (...given) => noted(codes, issueCode.apply(tokens, given));
	for (const [name, original] of [
		['exchange', exchange],
		['rotate', rotate],
	] as const) {
		tokens[name] = (given) => {
			const data = original.call(tokens, given);
			pairs.push([data.access_token, data.refresh_token]);
			return data;
		};
	}
	return {
		all: () => [appSecret, ...codes, ...pairs.flat()],
		inForce: () => [appSecret, ...(pairs.at(-1) ?? [])],
	};
}

function noted(list: string[], text: string): string {
	list.push(text);
	return text;
}
