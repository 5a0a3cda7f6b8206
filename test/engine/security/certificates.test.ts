import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import { networkFault, networkWords } from '../../../nodes/shared/network';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from '../../support/engine/engine';
import { omsCredentials } from '../../support/engine/oms';
import { tiktokCredentials } from '../../support/engine/tiktok';

/** Made for 127.0.0.1 and signed by nobody else; the key is of no use anywhere. */
const pem = (name: string) => readFileSync(resolve(__dirname, `../../fixtures/tls/${name}.pem`));

let sandbox: Sandbox;
let server: Server;
let connections = 0;
let url: string;

beforeEach(async () => {
	sandbox = await startSandbox({ world: 'empty', now: () => Date.now() - 2_000 });
	connections = 0;
	const files = { key: pem('self-signed.key'), cert: pem('self-signed.cert') };
	server = createServer(files, (_, response) => response.end('{}'));
	server.on('connection', () => (connections += 1));
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
	await new Promise((done) => server.close(done));
	await sandbox.close();
});

const shops = async (changed: Record<string, string>) => {
	const credentials = tiktokCredentials(sandbox, {}, changed);
	return await runNode(new TikTokShop(), { resource: 'shop', operation: 'getAll' }, [{}], {
		credentials,
	});
};

describe('a host with a certificate of its own making', () => {
	it.each([['apiHost'], ['authHost']])(
		'TikTok Shop, %s: told at once, with the way out',
		async (host) => {
			const { error } = await shops({ [host]: url });
			const told = `${error?.message} ${error?.description}`;
			expect(told).toMatch(
				/certificate .* is not accepted: .*self-signed \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
			);
			expect(told).toContain('NODE_EXTRA_CA_CERTS');
			expect(connections).toBeLessThanOrEqual(2);
		},
	);

	it('OMS: told at once, with the way out', async () => {
		const credentials = omsCredentials(sandbox, { baseUrl: url });
		const parameters = { resource: 'warehouse', operation: 'getAll' };
		const { error } = await runNode(new LingxingOms(), parameters, [{}], { credentials });
		expect(error?.message).toMatch(/certificate .* is not accepted: .*self-signed/);
		expect(error?.description).toContain('NODE_EXTRA_CA_CERTS');
		expect(connections).toBe(1);
	});
});

describe('what the network says, in words', () => {
	it.each([
		['CERT_HAS_EXPIRED', /has expired/, /clock/],
		['CERT_NOT_YET_VALID', /not valid yet/, /clock/],
		['ERR_TLS_CERT_ALTNAME_INVALID', /made for another host/, /host in the credential/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /does not know who signed it/, /NODE_EXTRA_CA_CERTS/],
		['SELF_SIGNED_CERT_IN_CHAIN', /self-signed/, /NODE_EXTRA_CA_CERTS/],
		['ENOTFOUND', /DNS does not know its name/, /typing error/],
	])('%s', (code, message, hint) => {
		const failure = Object.assign(new Error('x'), { cause: { code } });
		const words = networkWords(networkFault(failure), 'the OMS', 'Base URL in the credential');
		expect(words?.message).toMatch(message);
		expect(words?.hint).toMatch(hint);
	});
});
