import fastify, { type FastifyInstance } from 'fastify';
import {
	NodeConnectionTypes,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { runNode } from './engine';

const TYPE = 'fakeOAuth2Api';

const fakeType: ICredentialType = {
	name: TYPE,
	extends: ['oAuth2Api'],
	displayName: 'Fake',
	properties: [
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	],
};

/** Has its token refreshed by n8n and gives what n8n gives back. */
class Refresher implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Refresher',
		name: 'refresher',
		group: ['transform'],
		version: 1,
		description: 'Refreshes',
		defaults: { name: 'Refresher' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: TYPE }],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const json = (await this.helpers.refreshOAuth2Token.call(this, TYPE)) as IDataObject;
		return [[{ json }]];
	}
}

let endpoint: FastifyInstance;
let asked: string[];
let answer: { status: number; body: object };
let store: CredentialStore;

beforeEach(async () => {
	asked = [];
	answer = { status: 200, body: { access_token: 'new', refresh_token: 'second', expires_in: 60 } };
	endpoint = fastify({ forceCloseConnections: true });
	endpoint.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	endpoint.post('/token', async (request, reply) => {
		asked.push(String(request.body));
		return await reply.code(answer.status).send(answer.body);
	});
	const url = await endpoint.listen({ host: '127.0.0.1', port: 0 });
	store = new CredentialStore().add(fakeType, {
		clientId: 'id',
		clientSecret: 'secret',
		grantType: 'authorizationCode',
		accessTokenUrl: `${url}/token`,
		oauthTokenData: { access_token: 'old', refresh_token: 'first', extra: 'kept' },
	});
});

afterEach(async () => {
	await endpoint.close();
});

const refresh = async () => await runNode(new Refresher(), {}, [{}], { credentials: store });

/** What nodes rely on in n8n's refresh; checked anew when the version of n8n in the tests changes. */
describe('a refresh by n8n', () => {
	it('posts the refresh token and the client, and stores the answer over what was stored', async () => {
		const { outputs } = await refresh();
		expect(Object.fromEntries(new URLSearchParams(asked[0]))).toEqual({
			grant_type: 'refresh_token',
			refresh_token: 'first',
			client_id: 'id',
			client_secret: 'secret',
		});
		const stored = {
			access_token: 'new',
			refresh_token: 'second',
			expires_in: 60,
			extra: 'kept',
			n8n_expires_at: expect.stringMatching(/^\d{13}$/),
		};
		expect(outputs[0][0]).toMatchObject({ access_token: 'new' });
		expect(store.data(TYPE).oauthTokenData).toEqual(stored);
		expect(store.saves).toEqual([expect.objectContaining({ oauthTokenData: stored })]);
	});

	it('happens once for ten executions side by side, and all get the new token', async () => {
		const runs = await Promise.all(Array.from({ length: 10 }, refresh));
		expect(runs.map(({ outputs }) => outputs[0]?.[0].access_token)).toEqual(Array(10).fill('new'));
		expect(asked).toHaveLength(1);
	});

	it('that is refused with invalid_grant asks to reconnect, and what was stored stays', async () => {
		const before = structuredClone(store.data(TYPE));
		answer = { status: 400, body: { error: 'invalid_grant' } };
		expect((await refresh()).error?.message).toContain('needs to be reconnected');
		expect(store.data(TYPE)).toEqual(before);
		expect(store.saves).toEqual([]);
	});

	it('is not tried on a credential that was never connected', async () => {
		store.data(TYPE).oauthTokenData = undefined as never;
		expect((await refresh()).error?.message).toBe('OAuth credentials not connected');
		expect(asked).toEqual([]);
	});
});
