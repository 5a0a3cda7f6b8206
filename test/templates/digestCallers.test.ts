import type { IDataObject } from 'n8n-workflow';

import { channelNodes, errorTrigger } from './channelNodes';
import { DigestWorld, exception, TOLD } from './digestWorld';
import { runTemplate, type WholeRun } from './wholeRun';

const FAILS = '17-when-a-workflow-fails.json';

jest.mock('n8n-workflow', () => jest.requireActual('../support/engine/fastWaits'));

let world: DigestWorld;

beforeEach(async () => {
	world = await DigestWorld.start();
});

afterEach(async () => {
	await world.sandbox.close();
});

describe('the audit, where it tells in the digest', () => {
	const audit = async (): Promise<WholeRun> =>
		await runTemplate(
			'15-audit.json',
			'Every Morning',
			[{}],
			world.tables,
			world.credentials,
			// The sub-workflow of the orders does nothing here, so what is missing stays so.
			async (items) => (items.some(({ lines }) => lines) ? [] : await world.called(items)),
			{
				edit: (template) => {
					const tell = template.nodes.find(({ name }) => name === 'Tell in the Digest');
					delete tell?.disabled;
				},
			},
		);

	it('tells its result, its differences and near deadlines with one message, once', async () => {
		world.tables.rows.set('tiktok_shop_sku_mapping', []);
		const { id } = world.sandbox.tiktok.addOrder({
			shop: 'US01',
			lines: [{ sellerSku: 'MUG-BLUE-350' }],
			ageSeconds: 4 * 86_400 - 3_600,
		});
		const done = await audit();
		expect(done.calls.get('Tell in the Digest')).toHaveLength(1);
		expect(world.texts).toHaveLength(1);
		expect(world.texts[0]).toMatch(/^TikTok Shop: 1 due soon, 2 from the audit\n/);
		expect(world.texts[0]).toContain('- Audit red. Both sides differ: 1 missing in the OMS');
		expect(world.texts[0]).toContain(`- ${id} (USLC000001), missingInOms:`);
		await audit();
		expect(world.texts).toHaveLength(1);
	});
});

describe('when a workflow fails', () => {
	const failure = (message: string): IDataObject => ({
		workflow: { id: 'w1', name: '05 · Order sync' },
		execution: {
			...{ id: '231', url: 'https://n8n.example.com/workflow/w1/executions/231' },
			...{ lastNodeExecuted: 'Pull Pending Orders', error: { message } },
		},
	});
	const fails = async (message: string) =>
		await runTemplate(
			FAILS,
			'A Workflow Failed',
			[failure(message)],
			world.tables,
			world.credentials,
			async (items) => await world.called(items),
			{ nodes: [...channelNodes(world.channel), errorTrigger(failure(message))] },
		);

	it('it is told at once, with the node and the execution, once for each message', async () => {
		world.desk = [exception({ code: 'CANCELLED_TOO_LATE' })];
		await fails('Order 57 was refused (1, request 2026ab)');
		expect(world.texts).toEqual([
			expect.stringContaining(
				'- 05 · Order sync, Pull Pending Orders: Order 57 was refused (1, request 2026ab) https://n8n.example.com/workflow/w1/executions/231',
			),
		]);
		expect(world.texts[0]).not.toContain('CANCELLED_TOO_LATE');
		await fails('Order 58 was refused (1, request 2027cd)');
		expect(world.texts).toHaveLength(1);
		await fails('No answer');
		expect(world.texts[1]).toContain('No answer');
	});

	it('it is told again when it comes back after a day, and its time is noted while it goes on', async () => {
		const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
		await fails('No answer');
		const [row] = world.tables.rows.get(TOLD) as IDataObject[];
		row.seen = row.told = hoursAgo(20);
		await fails('No answer');
		expect([world.texts.length, row.told]).toEqual([
			1,
			hoursAgo(20).slice(0, 13) + String(row.told).slice(13),
		]);
		expect(Date.now() - Date.parse(String(row.seen))).toBeLessThan(3_600_000);
		row.seen = row.told = hoursAgo(25);
		await fails('No answer');
		expect(world.texts).toHaveLength(2);
	});

	it('it can be tried by hand, with an example', async () => {
		const done = await runTemplate(
			FAILS,
			'Start by Hand',
			[{}],
			world.tables,
			world.credentials,
			undefined,
			{
				nodes: channelNodes(world.channel),
			},
		);
		const [items] = done.calls.get('Tell It') as IDataObject[][];
		await world.run('Called with Facts', items);
		expect(world.texts[0]).toContain('An Example: This is an example: nothing has failed.');
	});
});
