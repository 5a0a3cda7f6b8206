import nock from 'nock';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

const HOST = 'https://oms.example.com';
const LOGIN = '<!DOCTYPE html><html><head><title>Guest network</title></head></html>';
const ROWS = [{ whCode: 'USLAX1', whNameCn: '洛杉矶', countryCode: 'US', channelDatas: [] }];

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});
afterEach(async () => {
	nock.cleanAll();
	await sandbox.close();
});

/** Warehouse > Get Many, where the OMS answers so. @returns what it gives or says, and how often it was asked */
const ask = async (status: number, body: string) => {
	let asked = 0;
	nock(HOST)
		.post(/warehouse.options/)
		.times(10)
		.reply(() => {
			asked += 1;
			return [status, body];
		});
	const credentials = omsCredentials(sandbox, { baseUrl: `${HOST}/openapi` });
	const parameters = { resource: 'warehouse', operation: 'getAll' };
	const { outputs, error } = await runNode(new LingxingOms(), parameters, [{}], { credentials });
	return { rows: outputs[0], told: `${error?.message} ${error?.description}`, asked };
};

describe('an answer of the OMS in another form', () => {
	it.each([
		['the code is a number', JSON.stringify({ code: 200, msg: '操作成功', data: ROWS })],
		['the code is a text', JSON.stringify({ code: '200', msg: '操作成功', data: ROWS })],
		['a byte order mark', `\uFEFF${JSON.stringify({ code: 200, data: ROWS })}`],
	])('is read: %s', async (_, body) => {
		expect((await ask(200, body)).rows).toMatchObject([{ code: 'USLAX1' }]);
	});

	it.each<[string, number, string, RegExp, number]>([
		['a login page', 200, LOGIN, /a web page came in place of an answer/, 1],
		['a blocked address', 403, LOGIN, /a web page came in place of an answer/, 1],
		['a gateway in trouble', 502, LOGIN, /a web page came in place of an answer/, 5],
		['an empty body', 200, '', /the answer is empty/, 5],
		['HTTP 204', 204, '', /the answer is empty/, 5],
		['JSON that breaks off', 200, '{"code":200,"data":[', /no JSON, or breaks off/, 5],
		['no code', 200, '{"data":[]}', /the answer has no code/, 1],
		['a redirect', 302, '', /sends the call on to another address/, 1],
		['Chinese words', 200, '{"code":"999","msg":"系统繁忙"}', /999: 系统繁忙/, 1],
	])(
		'%s is told, and asked for again only where it may pass',
		async (_, status, body, words, calls) => {
			const { told, asked } = await ask(status, body);
			expect(told).toMatch(words);
			expect(asked).toBe(calls);
		},
	);
});
