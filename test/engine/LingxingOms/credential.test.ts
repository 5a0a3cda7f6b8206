import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { LingxingOmsApi } from '../../../credentials/LingxingOmsApi.credentials';
import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

const WAREHOUSES = '/v1/warehouse/options';
const credential = new LingxingOmsApi();
let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterEach(async () => {
	await sandbox.close();
});

const warehouses = async (credentials: CredentialStore) =>
	await runNode(new LingxingOms(), { resource: 'warehouse', operation: 'getAll' }, [{}], {
		credentials,
	});

/** The credential's test request as n8n sends it: as the routing of a property. */
class CredentialTest implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Credential Test',
		name: 'credentialTest',
		group: ['input'],
		version: 1,
		description: 'Sends the test request',
		defaults: { name: 'Credential Test' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'lingxingOmsApi', required: true }],
		properties: [
			{
				displayName: 'Temp',
				name: 'temp',
				type: 'string',
				default: '',
				routing: { request: credential.test.request },
			},
		],
	};
}

/** n8n's verdict: the message of the first rule that strikes, 'OK' without one (n8n 2.41, `credentials-tester`). */
async function verdict(credentials: CredentialStore): Promise<string> {
	const parameters = { temp: '' };
	const { outputs, error } = await runNode(new CredentialTest(), parameters, [{}], { credentials });
	if (error) return error.message;
	for (const { properties } of credential.test.rules ?? []) {
		if (!('key' in properties)) continue;
		if ((outputs[0][0] as IDataObject)[properties.key] === properties.value)
			return properties.message;
	}
	return 'OK';
}

describe('the credential test', () => {
	it('is a real call that the OMS admits', async () => {
		expect(await verdict(omsCredentials(sandbox))).toBe('OK');
		const [knock, call] = sandbox.log.calls('oms', WAREHOUSES);
		expect(knock.code).not.toBe('200');
		expect(call).toMatchObject({ code: '200', body: {} });
	});

	it('does not mind a slash at the end of the Base URL', async () => {
		expect(await verdict(omsCredentials(sandbox, { baseUrl: `${sandbox.omsUrl}/openapi/ ` }))).toBe(
			'OK',
		);
	});

	it('says that the keys do not belong together', async () => {
		expect(await verdict(omsCredentials(sandbox, { appSecret: 'another' }))).toMatch(
			/refused the signature \(100007\).*App Key and App Secret/,
		);
	});

	it('says whom to ask when the account has no API permission', async () => {
		sandbox.oms.permission = false;
		expect(await verdict(omsCredentials(sandbox))).toMatch(/\(100010\).*operator of the warehouse/);
	});

	describe('says in words what is wrong with the address', () => {
		it.each<[baseUrl: (sandbox: Sandbox) => string, says: RegExp]>([
			[() => 'https://api.xlwms.invalid/openapi', /DNS does not know its name.*typing error/],
			[() => 'http://127.0.0.1:9', /could not be reached.*Base URL/],
			[() => 'api.xlwms.com/openapi', /Base URL cannot be used: it is no address that begins/],
			[() => '', /Base URL cannot be used/],
			[({ tiktokUrl }) => tiktokUrl, /did not answer like the OMS.*https:\/\/api\.xlwms\.com/],
			[({ omsUrl }) => `${omsUrl}/wrong/path`, /did not answer like the OMS\b/],
			[({ omsUrl }) => omsUrl.replace('http:', 'https:'), /does not answer over TLS.*http:\/\//],
		])('%s', async (baseUrl, says) => {
			const credentials = omsCredentials(sandbox, { baseUrl: baseUrl(sandbox) });
			expect(await verdict(credentials)).toMatch(says);
		});

		it('without sending a key there', async () => {
			const { omsUrl, tiktokUrl } = sandbox;
			await verdict(omsCredentials(sandbox, { baseUrl: tiktokUrl, appKey: 'KEY-OF-MINE' }));
			await verdict(omsCredentials(sandbox, { baseUrl: `${omsUrl}/wrong`, appKey: 'KEY-OF-MINE' }));
			expect(sandbox.log.count('tiktok') + sandbox.log.count('oms')).toBeGreaterThan(0);
			expect(JSON.stringify(sandbox.log)).not.toContain('KEY-OF-MINE');
		});
	});

	it('does not take a refusal with another code for success', async () => {
		sandbox.faults.add({ service: 'oms', path: WAREHOUSES, kind: 'okWithErrorBody', times: 2 });
		expect(await verdict(omsCredentials(sandbox))).not.toBe('OK');
	});
});

describe('a call', () => {
	it('with a wrong secret says so, once, without showing a secret', async () => {
		const { error } = await warehouses(omsCredentials(sandbox, { appSecret: 'wrong-secret' }));
		expect(error?.message).toBe('The OMS refused the signature (100007: 签名错误)');
		expect(error?.description).toContain('App Key and App Secret');
		expect(sandbox.log.count('oms')).toBe(1);
		expect(JSON.stringify(error)).not.toMatch(/wrong-secret|authcode/);
	});

	it('of an account without permission says whom to ask', async () => {
		sandbox.oms.permission = false;
		const { error } = await warehouses(omsCredentials(sandbox));
		expect(error?.message).toContain('(100010: 没有该接口的权限)');
		expect(error?.description).toContain('operator of the warehouse');
	});

	it('to a machine that is not there says so', async () => {
		const { error } = await warehouses(omsCredentials(sandbox, { baseUrl: 'http://127.0.0.1:9' }));
		expect(error?.message).toBe('The OMS could not be reached');
		expect(error?.description).toContain('ECONNREFUSED');
	}, 15_000);

	it.each(['429', '503', 'reset', 'okWithErrorBody'] as const)(
		'that only reads is repeated after %s',
		async (kind) => {
			sandbox.faults.add({ service: 'oms', path: WAREHOUSES, kind });
			const { outputs } = await warehouses(omsCredentials(sandbox));
			expect(outputs[0]).toHaveLength(2);
			expect(sandbox.log.count('oms')).toBe(2);
		},
	);

	it('waits as long as Retry-After asks', async () => {
		sandbox.faults.add({ service: 'oms', path: WAREHOUSES, kind: '429-retry-after' });
		const startedAt = Date.now();
		const { outputs } = await warehouses(omsCredentials(sandbox));
		expect(outputs[0]).toHaveLength(2);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
	});

	it('keeps to the pace of the credential, over executions', async () => {
		sandbox.oms.rateLimitPerSecond = 20;
		const credentials = omsCredentials(sandbox, { callsPerSecond: 10 });
		const startedAt = Date.now();
		await Promise.all(Array.from({ length: 6 }, async () => await warehouses(credentials)));
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(480);
		expect(sandbox.log.calls('oms').every(({ code }) => code === '200')).toBe(true);
	});
});

describe('the HTTP Request node', () => {
	/** The helper by which the HTTP Request node sends: the older of n8n's two. */
	const HELPER = 'requestWithAuthentication';
	type Helpers = Record<string, (credential: string, request: object) => Promise<IDataObject>>;

	class Sender extends CredentialTest {
		constructor(request: object) {
			super();
			this.description = { ...this.description, name: 'sender', properties: [] };
			Object.assign(this, {
				async execute(this: { helpers: Helpers }) {
					const json = await this.helpers[HELPER].call(this, 'lingxingOmsApi', request);
					return [[{ json }]];
				},
			});
		}
	}

	it.each([
		['an object', { data: { pageSize: 10, page: 1, skuList: ['SYS-PLATE'] } }, {}],
		['a text', '{"data":{"pageSize":10,"page":1,"skuList":["SYS-PLATE"]}}', {}],
		['an object, as form', { data: { pageSize: 10, page: 1 } }, { 'content-type': 'text/plain' }],
	])('with %s as body sends what was signed', async (_, body, headers) => {
		const request = {
			method: 'POST',
			uri: `${sandbox.omsUrl}/openapi/v1/product/pagelist`,
			json: true,
			headers,
			body,
		};
		const { outputs, error } = await runNode(new Sender(request), {}, [{}], {
			credentials: omsCredentials(sandbox),
		});
		expect(error).toBeUndefined();
		expect(outputs[0][0]).toMatchObject({ code: 200, data: { page: 1 } });
	});
});
