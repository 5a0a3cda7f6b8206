import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { TikTokShopOAuth2Api } from '../../../credentials/TikTokShopOAuth2Api.credentials';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { startHost, type Host } from '../../support/engine/host';
import { omsKeysFor, pastedWithTokens, shownSecrets } from '../../support/engine/secrets';

type Helper = 'httpRequestWithAuthentication' | 'requestWithAuthentication';

/** Sends what it is given with a credential, as n8n's HTTP Request node does (the second helper) or a node of others. */
class AnyRequest implements INodeType {
	constructor(
		private readonly type: string,
		private readonly helper: Helper,
		private readonly request: object,
	) {}

	description: INodeTypeDescription = {
		displayName: 'Any Request',
		name: 'anyRequest',
		group: ['output'],
		version: 1,
		description: 'Sends a request',
		defaults: { name: 'Any Request' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'tikTokShopApi' }, { name: 'lingxingOmsApi' }],
		properties: [],
	};

	execute = ((node: AnyRequest) =>
		async function (this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const answer = (await this.helpers[node.helper].call(this, node.type, {
				...node.request,
			} as never)) as IDataObject;
			return [[{ json: { answer: JSON.stringify(answer) } }]];
		})(this);
}

let service: Host;
let stranger: Host;
let redirects: boolean;

beforeEach(async () => {
	redirects = false;
	stranger = await startHost(() => ({ status: 200, body: '{"code":0,"data":{}}' }));
	service = await startHost(({ url }) =>
		redirects
			? { status: 307, headers: { location: `${stranger.url}${url}` } }
			: { status: 200, body: '{"code":0,"data":{}}' },
	);
});

afterEach(async () => {
	await Promise.all([service.close(), stranger.close()]);
});

const CREDENTIALS = {
	tikTokShopApi: (host: string) => pastedWithTokens(host),
	lingxingOmsApi: (host: string) => omsKeysFor(host),
};

const send = async (
	type: keyof typeof CREDENTIALS,
	helper: Helper,
	request: object,
): Promise<NodeRun> =>
	await runNode(new AnyRequest(type, helper, request), {}, [{}], {
		credentials: CREDENTIALS[type](service.url),
	});

const address = (helper: Helper, url: string) =>
	helper === 'requestWithAuthentication' ? { uri: url } : { url };

const WAYS = [
	['tikTokShopApi', 'requestWithAuthentication'],
	['tikTokShopApi', 'httpRequestWithAuthentication'],
	['lingxingOmsApi', 'requestWithAuthentication'],
	['lingxingOmsApi', 'httpRequestWithAuthentication'],
] as const;

/** After a failure n8n's older helper lets the credential of the OMS ask, without keys, whether an OMS is there at all. */
const KNOCK = JSON.stringify({ data: {} });
const withKeys = ({ received }: Host) => received.filter(({ body }) => body !== KNOCK);

const portOf = ({ url }: Host) => new URL(url).port;

describe.each(WAYS)('a request of another node with %s, by %s', (type, helper) => {
	it('goes to the host of the credential', async () => {
		const { error } = await send(type, helper, {
			method: 'POST',
			...address(helper, `${service.url}/v1/x?page=1`),
		});
		expect(error).toBeUndefined();
		expect(service.received).toHaveLength(1);
		expect(service.received[0].url).toMatch(/^\/v1\/x\?page=1/);
	});

	it('goes nowhere else, however the address is written', async () => {
		const host = new URL(service.url).host;
		for (const other of [
			`${stranger.url}/v1/x`,
			`http://${host}@127.0.0.1:${portOf(stranger)}/`,
			`http://localhost:${portOf(service)}/`,
			`http://127.0.0.1:${portOf(stranger)}\\@${host}/`,
			`http://127.0.0.1:${portOf(stranger)}#@${host}/`,
			`http://127.0.0.1:${portOf(stranger)}/?${service.url}`,
			'http://169.254.169.254/',
		]) {
			const { error } = await send(type, helper, { method: 'GET', ...address(helper, other) });
			expect(error?.message ?? `${other} was called`).toMatch(/is not (sent to|signed for)/);
		}
		expect([...withKeys(service), ...stranger.received]).toEqual([]);
	});

	it('goes to one address where two are given', async () => {
		await send(type, helper, { uri: `${service.url}/a`, url: `${stranger.url}/b` });
		await send(type, helper, { url: `${service.url}/a`, baseURL: stranger.url });
		expect(stranger.received).toEqual([]);
	});

	it('is not sent on to another host', async () => {
		redirects = true;
		for (const follow of [
			{},
			{ followRedirect: true, followAllRedirects: true, maxRedirects: 21 },
			{ disableFollowRedirect: false },
		]) {
			await send(type, helper, {
				method: 'POST',
				...address(helper, `${service.url}/v1/x`),
				...follow,
			});
		}
		expect(withKeys(service)).toHaveLength(3);
		expect(stranger.received).toEqual([]);
	});

	it('names no other host in its headers', async () => {
		for (const name of ['Host', 'host', 'HOST']) {
			await send(type, helper, {
				method: 'GET',
				...address(helper, `${service.url}/v1/x`),
				headers: { [name]: 'evil.example' },
			});
		}
		expect(service.received.map(({ headers }) => headers.host)).toEqual(
			Array(3).fill(new URL(service.url).host),
		);
	});

	it('that is refused shows no secret', async () => {
		const run = await send(type, helper, {
			method: 'GET',
			...address(helper, `${stranger.url}/v1/x`),
		});
		expect(run.error).toBeDefined();
		expect(shownSecrets(run)).toEqual([]);
	});
});

describe('the token of a connected account', () => {
	it('is for no HTTP Request node: n8n would send it to any host, and TikTok Shop takes no bearer token', () => {
		const property = new TikTokShopOAuth2Api().properties.find(
			({ name }) => name === 'allowedHttpRequestDomains',
		);
		expect(property).toMatchObject({ type: 'hidden', default: 'none' });
	});
});
