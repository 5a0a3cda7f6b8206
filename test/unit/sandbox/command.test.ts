import axios from 'axios';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { SandboxClient } from '../../sandbox/client';
import { greeting, portOf, startForUser } from '../../sandbox/command';
import type { Sandbox } from '../../sandbox';

const FREE = { SANDBOX_TIKTOK_PORT: '0', SANDBOX_OMS_PORT: '0' };

const open: Sandbox[] = [];
async function start(env: Record<string, string> = FREE): Promise<Sandbox> {
	const sandbox = await startForUser(env);
	open.push(sandbox);
	return sandbox;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map(async (sandbox) => await sandbox.close()));
});

describe('npm run sandbox', () => {
	it('uses the ports 4010 and 4011 unless the environment names others', () => {
		expect(portOf({}, 'SANDBOX_TIKTOK_PORT')).toBe(4010);
		expect(portOf({ SANDBOX_OMS_PORT: '' }, 'SANDBOX_OMS_PORT')).toBe(4011);
		expect(portOf({ SANDBOX_OMS_PORT: '5000' }, 'SANDBOX_OMS_PORT')).toBe(5000);
	});

	it.each(['abc', '-1', '65536', '1.5'])('says what is wrong with the port "%s"', async (text) => {
		await expect(start({ ...FREE, SANDBOX_OMS_PORT: text })).rejects.toThrow(
			`SANDBOX_OMS_PORT is "${text}"`,
		);
	});

	it.each(['tiktok', 'oms'] as const)(
		'a port in use (%s): says which, how to go on, and leaves nothing running',
		async (service) => {
			const first = await start();
			const port = new URL(service === 'tiktok' ? first.tiktokUrl : first.omsUrl).port;
			const env = { ...FREE, [`SANDBOX_${service.toUpperCase()}_PORT`]: port };
			await expect(start(env)).rejects.toThrow(`Port ${port} is in use`);
			await expect(start(env)).rejects.toThrow('SANDBOX_TIKTOK_PORT=0 SANDBOX_OMS_PORT=0');
		},
	);

	it('prints addresses and keys that work, and a redirected URL whose code works once', async () => {
		const sandbox = await start();
		const text = greeting(sandbox);
		const { tiktok, oms } = sandbox.credentials;
		for (const part of [sandbox.tiktokUrl, sandbox.omsUrl, tiktok.appSecret, oms.appSecret]) {
			expect(text).toContain(part);
		}
		const link = /Redirected URL\s+(\S+)/.exec(text)?.[1] ?? '';
		const code = new URL(link).searchParams.get('code') ?? '';
		const client = new SandboxClient(sandbox);
		expect((await client.exchange(code)).code).toBe('0');
		expect((await client.exchange(code)).code).toBe('36004004');
	});

	it('prints calls that can be made as they stand', async () => {
		const sandbox = await start();
		const text = greeting(sandbox);
		for (const [url] of text.matchAll(/http:\S+_sandbox\/(books|events|log)/g)) {
			expect((await axios.get(url, { proxy: false })).status).toBe(200);
		}
		const acts = [...text.matchAll(/curl -X POST (\S+act) -d '([^']+)'/g)];
		const [added] = await Promise.all(
			acts.map(
				async ([, url, body]) => await axios.post<{ orderId: string }>(url, body, { proxy: false }),
			),
		);
		expect(sandbox.tiktok.order(added.data.orderId).status).toBe('AWAITING_SHIPMENT');
		expect(sandbox.tiktok.consent).toMatchObject({ sellerName: 'Other Ltd' });
	});

	it('Ctrl-C stops it cleanly: exit code 0, and a word', async () => {
		const main = path.join(__dirname, '../../sandbox/main.ts');
		const env = { ...process.env, ...FREE };
		// As the npm script does; tsx as a program of its own would pass the signal on in its own way.
		const child = spawn(process.execPath, ['--import', 'tsx', main], { env });
		let output = '';
		const started = new Promise<void>((resolve) => {
			child.stdout.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				if (output.includes('Ctrl-C')) resolve();
			});
		});
		await started;
		const ended = once(child, 'exit');
		child.kill('SIGINT');
		expect(await ended).toEqual([0, null]);
		expect(output).toContain('The sandbox has stopped.');
	});
});
