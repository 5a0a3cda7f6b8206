import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { line, order } from '../../support/items/mappingOrder';

const WAREHOUSES = '/v1/warehouse/options';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** Chooses by one rule that is compared with the OMS, and says what came and how often the OMS was asked. */
async function choose(credentials: CredentialStore, warehouse = 'USLAX1', channel = 'USPS-GA') {
	const before = sandbox.log.calls('oms', WAREHOUSES).length;
	const { outputs, error } = await runNode(
		new LingxingOms(),
		{ resource: 'warehouse', operation: 'chooseByRules', rulesFrom: 'rulesInputCompared' } as never,
		[order([line('MUG', 2)]) as never],
		{ credentials, second: [{ warehouse, logistics_channel: channel }] },
	);
	const calls = sandbox.log.calls('oms', WAREHOUSES).length - before;
	return { chosen: outputs[0]?.length ?? 0, calls, error };
}

it('the warehouses are asked for in the first execution, not in the second, and again after an hour', async () => {
	const credentials = omsCredentials(sandbox);
	expect(await choose(credentials)).toEqual({ chosen: 1, calls: 1 });
	expect(await choose(credentials)).toEqual({ chosen: 1, calls: 0 });
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_601_000);
	expect(await choose(credentials)).toEqual({ chosen: 1, calls: 1 });
});

it('a code that is not among them is looked for once more: a new one works at once', async () => {
	const credentials = omsCredentials(sandbox);
	await choose(credentials);
	const [first] = sandbox.oms.warehouses;
	sandbox.oms.warehouses.push({ ...first, whCode: 'NEW1' });
	expect(await choose(credentials, 'NEW1')).toEqual({ chosen: 1, calls: 1 });
	expect(await choose(credentials, 'NONE')).toEqual({ chosen: 0, calls: 1 });
});

it('a credential with another App Secret asks for itself, and a failure is not kept', async () => {
	await choose(omsCredentials(sandbox));
	const wrong = await choose(omsCredentials(sandbox, { appSecret: 'another' }));
	expect(wrong.calls).toBe(1);
	expect(wrong.error?.message).toContain('100007');
	sandbox.oms.permission = false;
	const other = omsCredentials(sandbox, { appSecret: 'third' });
	expect((await choose(other)).error).toBeDefined();
	expect((await choose(other)).calls).toBe(1);
});
