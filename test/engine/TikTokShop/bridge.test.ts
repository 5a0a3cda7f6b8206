import axios from 'axios';

import { startBridge, type Bridge } from '../../support/engine/bridge';

let bridge: Bridge;

beforeEach(async () => {
	bridge = await startBridge('http://127.0.0.1:9');
});

afterEach(async () => {
	await bridge.close();
});

/** The address of the bridge is open to the internet; whoever calls it must not fill n8n's list of executions. */
describe('a call that does not come from a credential of n8n', () => {
	it.each<[string, string | undefined, string]>([
		['no body', undefined, ''],
		['an empty form', 'application/x-www-form-urlencoded', ''],
		['another content type', 'application/octet-stream', 'x'],
		['text', 'text/plain', 'x'],
		['JSON null', 'application/json', 'null'],
		['a JSON list', 'application/json', '[]'],
		[
			'fields given twice',
			'application/x-www-form-urlencoded',
			'code=a&code=b&grant_type=authorization_code&client_id=i&client_secret=s',
		],
		[
			'another grant',
			'application/x-www-form-urlencoded',
			'grant_type=password&code=a&client_id=i&client_secret=s',
		],
	])('%s: 400, and no execution', async (_, contentType, body) => {
		const { status, data } = await axios.post<unknown>(bridge.url, body, {
			headers: { 'content-type': contentType ?? false },
			transformRequest: [(sent: unknown) => sent],
			validateStatus: () => true,
			proxy: false,
		});
		expect([status, data]).toEqual([400, expect.objectContaining({ error: 'invalid_request' })]);
		expect([bridge.executions, bridge.failures]).toEqual([0, []]);
	});
});
