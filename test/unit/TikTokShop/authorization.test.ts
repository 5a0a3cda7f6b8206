import type { IHttpRequestOptions } from 'n8n-workflow';

import { credentialAccessOf } from '../../../nodes/TikTokShop/transport/credentialAccess';

const REQUEST: IHttpRequestOptions = {
	url: 'https://open-api.tiktokglobalshop.com/order/202309/orders',
};

/** An n8n like 2.0: it refreshes as often as it is asked, and stores what comes last. */
class OldN8n {
	refreshes = 0;
	readonly sentWith: unknown[] = [];
	private token: string;
	private expiresAt: number;

	constructor(token: string, secondsLeft: number) {
		this.token = token;
		this.expiresAt = Math.floor(Date.now() / 1_000) + secondsLeft;
	}

	/** Another process has stored new tokens. */
	store(token: string): void {
		this.token = token;
		this.expiresAt = Math.floor(Date.now() / 1_000) + 604_800;
	}

	get credential(): object {
		const oauthTokenData = {
			access_token: this.token,
			access_token_expire_in: this.expiresAt,
			refresh_token: `refresh ${this.token}`,
			issued_at: this.expiresAt - 604_800,
		};
		return { clientId: 'key', clientSecret: 'secret', oauthTokenData };
	}

	/** @param beforeRead  what happens before the credential is read for the n-th time */
	context(beforeRead: (time: number) => void = () => {}): never {
		let reads = 0;
		return {
			getNode: () => ({ parameters: { authentication: 'oAuth2' } }),
			getCredentials: async () => {
				beforeRead((reads += 1));
				return this.credential;
			},
			helpers: {
				refreshOAuth2Token: async () => {
					this.refreshes += 1;
					await new Promise((resolve) => setImmediate(resolve));
					this.store(`fresh ${this.refreshes}`);
				},
				httpRequest: async ({ headers }: IHttpRequestOptions) => {
					this.sentWith.push(headers?.['x-tts-access-token']);
					return { statusCode: 200, body: {}, headers: {} };
				},
			},
		} as never;
	}
}

describe('an n8n without a lock of its own', () => {
	it('is asked to refresh once for ten executions side by side, and all send the new token', async () => {
		const n8n = new OldN8n('stale A', 60);
		await Promise.all(
			Array.from({ length: 10 }, async () => await credentialAccessOf(n8n.context()).send(REQUEST)),
		);
		expect(n8n.refreshes).toBe(1);
		expect(new Set(n8n.sentWith)).toEqual(new Set(['fresh 1']));
	});

	it('is not asked when somebody has stored new tokens meanwhile', async () => {
		const n8n = new OldN8n('stale B', 60);
		const meanwhile = (time: number) => time === 2 && n8n.store('from another process');
		await credentialAccessOf(n8n.context(meanwhile)).send(REQUEST);
		expect([n8n.refreshes, n8n.sentWith]).toEqual([0, ['from another process']]);
	});
});
