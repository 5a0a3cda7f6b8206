import type { INodeParameters, INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import type { CredentialStore } from '../harness/credentials';
import { runNode, type NodeRun } from '../harness/engine';
import { startHost, type Heard, type Host, type Reply } from '../harness/host';
import {
	omsKeysFor,
	pastedWithTokens,
	SECRETS,
	shownSecrets,
	signaturesIn,
} from '../harness/secrets';

/** The whole call, as a careless service or a proxy repeats it in its answer. */
const echo = ({ url, headers, body }: Heard): string =>
	`${url} ${decodeURIComponent(url)} ${JSON.stringify(headers)} ${body}`;

const envelope = (status: number, code: unknown) => (call: Heard) => ({
	status,
	body: JSON.stringify({ code, message: echo(call), msg: echo(call), request_id: echo(call) }),
});

const WAYS: Record<string, (call: Heard) => Reply | undefined> = {
	'HTTP 400 with an envelope': envelope(400, 36009004),
	'HTTP 401 with an envelope': envelope(401, 105001),
	'HTTP 403 with an envelope': envelope(403, 105005),
	'HTTP 200 that is a refusal': envelope(200, 106001),
	'HTTP 200 with a code that is text': (call) => envelope(200, echo(call))(call),
	'HTTP 404 with a page': (call) => ({ status: 404, body: `<html>${echo(call)}</html>` }),
	'HTTP 200 with a page': (call) => ({ status: 200, body: `<html>${echo(call)}</html>` }),
	'a redirect that repeats the call': (call) => ({
		status: 302,
		headers: { location: `http://127.0.0.1:9${call.url}` },
	}),
	'HTTP 429 that asks for eleven days': (call) => ({
		...envelope(429, 36009002)(call),
		headers: { 'retry-after': '999999' },
	}),
	'HTTP 500 with an envelope': envelope(500, 36009003),
	'a connection that is cut': () => undefined,
};

interface Case {
	node: INodeType;
	parameters: INodeParameters;
	credentials: (host: string) => CredentialStore;
}

const readShops = { resource: 'shop', operation: 'getAll' };
const CASES: Record<string, Case> = {
	'a signed call to TikTok Shop': {
		node: new TikTokShop(),
		parameters: readShops,
		credentials: (host) => pastedWithTokens(host),
	},
	'a refresh of the access token': {
		node: new TikTokShop(),
		parameters: readShops,
		credentials: (host) => pastedWithTokens(host, { accessToken: '' }),
	},
	'an exchange of the code': {
		node: new TikTokShop(),
		parameters: readShops,
		credentials: (host) =>
			pastedWithTokens(host, { accessToken: '', authorizationCode: SECRETS.code }),
	},
	'a call to the OMS': {
		node: new LingxingOms(),
		parameters: { resource: 'warehouse', operation: 'getAll' },
		credentials: omsKeysFor,
	},
	'a write to the OMS': {
		node: new LingxingOms(),
		parameters: { resource: 'outboundOrder', operation: 'cancel', outboundOrderNo: 'OBS1' },
		credentials: omsKeysFor,
	},
};

/** What n8n's logger writes: by the console, or past it. */
let logged: unknown[];
const hosts: Host[] = [];

beforeEach(() => {
	logged = [];
	jest.spyOn(console, 'log').mockImplementation((...words: unknown[]) => void logged.push(words));
	jest.spyOn(process.stdout, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
});

afterEach(async () => {
	jest.restoreAllMocks();
	await Promise.all(hosts.splice(0).map(async (host) => await host.close()));
});

/** Runs the case once as it is, and once so that it goes on with the failure in its output. */
async function failing(of: Case, way: (call: Heard) => Reply | undefined) {
	const host = await startHost(way);
	hosts.push(host);
	const run = async (onError?: 'continueRegularOutput'): Promise<NodeRun> =>
		await runNode(of.node, of.parameters, [{}], {
			credentials: of.credentials(host.url),
			...(onError ? { onError } : {}),
		});
	const runs = await Promise.all([run(), run('continueRegularOutput')]);
	return { host, runs };
}

it('the log of n8n is looked at too', async () => {
	await failing(CASES['a signed call to TikTok Shop'], WAYS['HTTP 404 with a page']);
	expect(JSON.stringify(logged)).toContain('refused the request (HTTP 404)');
});

describe.each(Object.entries(CASES))('%s shows no secret, token or signature', (_, of) => {
	it('in an error, an item or the log, however it fails', async () => {
		const shown = await Promise.all(
			Object.entries(WAYS).map(async ([name, way]) => {
				const { host, runs } = await failing(of, way);
				const signatures = signaturesIn(host.heard);
				return {
					name,
					failed: Boolean(runs[0].error) || runs[0].outputs.flat().some(({ error }) => error),
					asked: host.heard.length > 0,
					secrets: [...shownSecrets(runs, signatures), ...shownSecrets(logged, signatures)],
				};
			}),
		);
		expect(shown).toEqual(
			Object.keys(WAYS).map((name) => ({ name, failed: true, asked: true, secrets: [] })),
		);
	}, 90_000);

	it('when the host cannot be reached', async () => {
		const { host, runs } = await failing(of, () => undefined);
		await host.close();
		const credentials = of.credentials(host.url);
		const run = await runNode(of.node, of.parameters, [{}], { credentials });
		expect(run.error ?? run.outputs.flat()[0]?.error).toBeDefined();
		expect(shownSecrets([run, runs, logged])).toEqual([]);
	}, 90_000);
});

it('the search finds what is hidden: a property that JSON leaves out, a cause, an encoded text', () => {
	const hidden = Object.defineProperty({}, 'x', { value: SECRETS.code, enumerable: false });
	const wrapped = new Error('x', { cause: new Error(encodeURIComponent(SECRETS.appSecret)) });
	const encoded = { authorization: Buffer.from(`${SECRETS.omsSecret}`).toString('base64') };
	expect(shownSecrets([hidden, wrapped, encoded])).toEqual([
		SECRETS.appSecret,
		SECRETS.code,
		SECRETS.omsSecret,
	]);
});
