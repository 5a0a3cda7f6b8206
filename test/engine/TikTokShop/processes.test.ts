import type { ICredentialType, INodeType } from 'n8n-workflow';

import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { TikTokRefusal } from '../../sandbox/tiktok/answer';
import type { TokenData } from '../../sandbox/tiktok/tokens';
import { startBridge } from '../../support/engine/bridge';
import { CredentialStore, type StoredCredential } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { connectedCredentials, tiktokCredentials } from '../../support/engine/tiktok';

const PASTED = 'tikTokShopApi';
const CONNECTED = 'tikTokShopOAuth2Api';
const REFRESH = '/api/v2/token/refresh';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
});
afterEach(async () => {
	await sandbox.close();
});

/** The package as another process has it: nothing that it remembers is shared. */
interface Process {
	node: INodeType;
	credentials: CredentialStore;
}

/** Another process over the same database. */
function another(ours: CredentialStore): Process {
	let node: INodeType | undefined;
	let type: ICredentialType | undefined;
	jest.isolateModules(() => {
		const nodes = require('../../../nodes/TikTokShop/TikTokShop.node');
		const types = require('../../../credentials/TikTokShopApi.credentials');
		node = new (nodes.TikTokShop as new () => INodeType)();
		type = new (types.TikTokShopApi as new () => ICredentialType)();
	});
	const row = ours.stored.get(PASTED);
	if (!node || !type || !row) throw new Error('There is nothing to share.');
	const credentials = new CredentialStore();
	credentials.stored.set(PASTED, {
		type,
		get data() {
			return row.data;
		},
		set data(changed) {
			row.data = changed;
		},
	});
	return { node, credentials };
}

const shops = async ({ node, credentials }: Process) =>
	await runNode(node, { resource: 'shop', operation: 'getAll' }, [{}], { credentials });

const refreshCodes = () => sandbox.log.calls('tiktok', REFRESH).map(({ code }) => code);

describe('processes that share a credential and no memory', () => {
	it('with a pasted URL: the one that comes too late to refresh takes what the other has stored', async () => {
		const ours: Process = { node: new TikTokShop(), credentials: tiktokCredentials(sandbox) };
		const theirs = another(ours.credentials);
		await shops(ours);
		sandbox.tiktok.tokens.expireAccess();
		const runs = await Promise.all([shops(ours), shops(theirs)]);
		// The clash really happened.
		expect(refreshCodes().sort()).toEqual(['0', '36004005']);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(runs.map(({ outputs }) => outputs[0].length)).toEqual([2, 2]);
		await shops(ours);
		await shops(theirs);
		expect(refreshCodes()).toHaveLength(2);
	});

	it('connected: a refresh that another process has made first does not end the authorisation', async () => {
		const bridge = await startBridge(sandbox.tiktokUrl);
		try {
			const credentials = await connectedCredentials(sandbox, bridge.url);
			const { tokens } = sandbox.tiktok;
			const rotate = tokens.rotate.bind(tokens);
			tokens.rotate = (refreshToken): TokenData => {
				tokens.rotate = rotate;
				const fresh = rotate(refreshToken);
				const stored = credentials.data(CONNECTED);
				stored.oauthTokenData = { ...(stored.oauthTokenData as object), ...fresh };
				throw new TikTokRefusal(36004005, 'No matching auth record');
			};
			tokens.expireAccess();
			const { error, outputs } = await shops({ node: new TikTokShop(), credentials });
			expect(error).toBeUndefined();
			expect(outputs[0]).toHaveLength(2);
			expect(refreshCodes()).toEqual(['36004005']);
		} finally {
			await bridge.close();
		}
	});

	it.each([1, 2])(
		'connected: what another process has stored after read no. %s of the credential is not renewed again',
		async (nth) => {
			const bridge = await startBridge(sandbox.tiktokUrl);
			try {
				const credentials = await connectedCredentials(sandbox, bridge.url);
				const { tokens } = sandbox.tiktok;
				const { type, data } = credentials.stored.get(CONNECTED) as StoredCredential;
				let stored = data;
				let reads = 0;
				const theyRefresh = () => {
					const before = stored.oauthTokenData as Record<string, string>;
					stored = {
						...stored,
						oauthTokenData: { ...before, ...tokens.rotate(before.refresh_token) },
					};
				};
				const isRefused = () => sandbox.log.calls('tiktok').some(({ code }) => code === '105002');
				credentials.stored.set(CONNECTED, {
					type,
					get data() {
						const read = stored;
						if (isRefused() && ++reads === nth) theyRefresh();
						return read;
					},
					set data(changed) {
						stored = changed;
					},
				});
				tokens.expireAccess();
				const { error, outputs } = await shops({ node: new TikTokShop(), credentials });
				expect(error).toBeUndefined();
				expect(outputs[0]).toHaveLength(2);
				expect(reads).toBeGreaterThan(nth);
				expect(refreshCodes()).toEqual([]);
			} finally {
				await bridge.close();
			}
		},
	);
});
