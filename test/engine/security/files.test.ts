import { Readable } from 'stream';

import { BinaryDataService } from 'n8n-core';
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { startSandbox, type Sandbox } from '../../sandbox';
import { mappedOrder } from '../../support/items/omsOrder';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';

const MEGABYTE = 1024 * 1024;
const LIMIT = 5 * MEGABYTE;

let sandbox: Sandbox;
let read: { opened: number; bytes: number };

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'demo' });
	read = { opened: 0, bytes: 0 };
});

afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** Files as n8n keeps them outside the item: the size that is stored beside a file, and what the file really holds. */
function keepFile(fileSize: number, realSize: number): string {
	function* parts(): Generator<Buffer> {
		for (let left = realSize; left > 0; left -= 64 * 1024) {
			const part = Buffer.alloc(Math.min(left, 64 * 1024), 'x');
			read.bytes += part.length;
			yield part;
		}
	}
	const service = BinaryDataService.prototype;
	jest.spyOn(service, 'getMetadata').mockResolvedValue({ fileSize });
	jest.spyOn(service, 'getAsBuffer').mockImplementation(async () => Buffer.concat([...parts()]));
	jest.spyOn(service, 'getAsStream').mockImplementation(async () => {
		read.opened += 1;
		return Readable.from(parts());
	});
	return 'filesystem-v2:1';
}

const OWN_LABEL = {
	resource: 'outboundOrder',
	operation: 'create',
	warehouse: { __rl: true, mode: 'code', value: 'USLAX1' },
	logisticsChannel: { __rl: true, mode: 'code', value: 'Upload_Shipping_Label' },
};

const create = async (files: IBinaryKeyData[]) =>
	await runNode(
		new LingxingOms(),
		OWN_LABEL as never,
		files.map((_, index) =>
			mappedOrder({ orderId: `57646000000000000${index}` }),
		) as unknown as IDataObject[],
		{ credentials: omsCredentials(sandbox), binary: files },
	);

const inMemory = (size: number, more: object = {}): IBinaryKeyData => ({
	data: {
		data: Buffer.alloc(size, 'x').toString('base64'),
		mimeType: 'application/pdf',
		fileName: 'label.pdf',
		...more,
	},
});

const kept = (id: string): IBinaryKeyData => ({
	data: { id, data: 'filesystem-v2', mimeType: 'application/pdf', fileName: 'label.pdf' },
});

describe('a file of an item', () => {
	it('that is too large keeps only its own order back, and says so', async () => {
		const { outputs, error } = await create([inMemory(LIMIT + 1), inMemory(1_000)]);
		expect(error).toBeUndefined();
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]).toMatchObject([
			{
				exception: {
					code: 'LABEL_MISSING',
					message:
						'Order 576460000000000000 has a shipping label that cannot be used: The file "label.pdf" is larger than 5 MB, so it was not read.',
				},
			},
		]);
	});

	it('of exactly the largest size is taken', async () => {
		expect((await create([inMemory(LIMIT)])).outputs[0]).toHaveLength(1);
		expect((await create([kept(keepFile(LIMIT, LIMIT))])).outputs[0]).toHaveLength(1);
	});

	it('of 300 MB that n8n keeps on its disk is not even opened', async () => {
		const { outputs } = await create([kept(keepFile(300 * MEGABYTE, 300 * MEGABYTE))]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'LABEL_MISSING' } }]);
		expect(read).toEqual({ opened: 0, bytes: 0 });
	});

	it('that is larger than the size stored beside it is read no further than the limit', async () => {
		const { outputs } = await create([kept(keepFile(10, 300 * MEGABYTE))]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'LABEL_MISSING' } }]);
		expect(read.bytes).toBeLessThan(LIMIT + MEGABYTE);
	});

	it('is not believed what it claims of its size', async () => {
		const claims = { bytes: 10, fileSize: '10 B' };
		const { outputs } = await create([inMemory(LIMIT + 1, claims)]);
		expect(outputs[1]).toMatchObject([{ exception: { code: 'LABEL_MISSING' } }]);
	});

	it('that cannot be read names no folder of the server', async () => {
		const { outputs } = await create([kept('filesystem-v2:../../../../etc/passwd')]);
		const [{ exception }] = outputs[1] as Array<{ exception: { message: string } }>;
		expect(exception.message).toContain('The file "label.pdf" cannot be read. Upload it again.');
		expect(JSON.stringify(outputs[1])).not.toMatch(/passwd|cannot be read\W+\//);
	});
});
