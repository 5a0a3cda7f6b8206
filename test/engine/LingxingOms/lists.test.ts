import axios from 'axios';
import {
	NodeHelpers,
	type IDataObject,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
} from 'n8n-workflow';

import { LingxingOmsApi } from '../../../credentials/LingxingOmsApi.credentials';
import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ world: 'empty' });
});

afterAll(async () => {
	await sandbox.close();
});

/** What n8n hands to the lists of the editor, with the parameters filled in so far. */
function editor(parameters: IDataObject = {}): ILoadOptionsFunctions {
	const keys = { baseUrl: sandbox.omsUrl, ...sandbox.credentials.oms, callsPerSecond: 0 };
	const send = async (_credential: string, request: IHttpRequestOptions) => {
		const signed = await new LingxingOmsApi().authenticate(keys, request);
		const { data, status, headers } = await axios.post<unknown>(signed.url, signed.body, {
			params: signed.qs,
			headers: signed.headers as Record<string, string>,
		});
		return { statusCode: status, headers, body: data };
	};
	return {
		getCredentials: async () => keys,
		getNode: () => ({ name: 'Node' }),
		getCurrentNodeParameter: (name: string) => parameters[name],
		helpers: { httpRequestWithAuthentication: send },
	} as unknown as ILoadOptionsFunctions;
}

const { listSearch } = new LingxingOms().methods;

describe('the lists of the editor', () => {
	it('show the warehouses, filtered as the user types', async () => {
		const all = await listSearch.searchWarehouses.call(editor());
		expect(all.results).toEqual([
			{ name: '洛杉矶一号仓 (USLAX1)', value: 'USLAX1' },
			{ name: '伦敦一号仓 (GBLON1)', value: 'GBLON1' },
		]);
		const some = await listSearch.searchWarehouses.call(editor(), 'gblon');
		expect(some.results.map(({ value }) => value)).toEqual(['GBLON1']);
	});

	it('show the channels of the warehouse in the same warehouse rule', async () => {
		const warehouse = { __rl: true, mode: 'list', value: 'USLAX1' };
		const { results } = await listSearch.searchLogisticsChannels.call(
			editor({ '&warehouse': warehouse }),
		);
		expect(results.map(({ value }) => value)).toContain('USPS-GA');
	});

	it('have a credential where a rule is filled in, and the node none where it only reads an input', () => {
		const { description } = new LingxingOms();
		const [credential] = description.credentials ?? [];
		const isAskedFor = (parameters: object): boolean => {
			const node = { typeVersion: 1 };
			return NodeHelpers.displayParameter(parameters as never, credential, node, description);
		};
		// As n8n stores them: without values that are the default.
		const choose = { resource: 'warehouse', operation: 'chooseByRules' };
		expect(isAskedFor(choose)).toBe(true);
		expect(isAskedFor({ ...choose, rulesFrom: 'rulesInput' })).toBe(false);
		expect(isAskedFor({ ...choose, rulesFrom: 'rulesInputCompared' })).toBe(true);
		expect(isAskedFor({})).toBe(true);
	});

	it.each([
		['', /^Choose a warehouse first/],
		['={{ $json.warehouse }}', /by its code$/],
		['NOWHERE', /^Warehouse NOWHERE has no logistics channel/],
	])('say why no channel is listed with the warehouse "%s"', async (warehouse, says) => {
		const { results } = await listSearch.searchLogisticsChannels.call(editor({ warehouse }), 'x');
		expect(results[0]).toEqual({ name: expect.stringMatching(says), value: '' });
	});

	it('show the channels of the chosen warehouse and the two that every warehouse has', async () => {
		const { results } = await listSearch.searchLogisticsChannels.call(
			editor({ warehouse: 'GBLON1' }),
		);
		expect(results.map(({ value }) => value)).toEqual([
			'ROYAL-48',
			'Upload_Shipping_Label',
			'No_Shipping_Service',
		]);
	});
});
