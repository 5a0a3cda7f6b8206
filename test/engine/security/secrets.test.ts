import { inspect } from 'node:util';
import { LoggerProxy, type INodeParameters, type INodeType } from 'n8n-workflow';

import { LingxingOms } from '../../../nodes/LingxingOms/LingxingOms.node';
import { TikTokShop } from '../../../nodes/TikTokShop/TikTokShop.node';
import type { CredentialStore } from '../../support/engine/credentials';
import { runNode, type NodeRun } from '../../support/engine/engine';
import { startHost, type ReceivedCall, type Reply } from '../../support/engine/host';
import {
	omsKeysFor,
	pastedWithTokens,
	SECRETS,
	shownSecrets,
	signaturesIn,
} from '../../support/engine/secrets';

jest.mock('n8n-workflow', () => jest.requireActual('../../support/engine/fastWaits'));

/** The whole call, as a careless service or a proxy repeats it in its answer. */
const echo = ({ url, headers, body }: ReceivedCall): string =>
	`${url} ${decodeURIComponent(url)} ${JSON.stringify(headers)} ${body}`;

const envelope = (status: number, code: unknown) => (call: ReceivedCall) => ({
	status,
	body: JSON.stringify({ code, message: echo(call), msg: echo(call), request_id: echo(call) }),
});

const WAYS: Record<string, (call: ReceivedCall) => Reply | undefined> = {
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

interface Outcome {
	failed: boolean;
	asked: boolean;
	secrets: string[];
}

/** What n8n logs, at every level. */
const logged: unknown[] = [];
const outcomes = new Map<string, Outcome>();
const UNREACHABLE = 'a host that cannot be reached';

/** Runs the case once as it is, and once with Continue On Fail. */
async function failing(of: Case, way: string): Promise<Outcome> {
	const host = await startHost(WAYS[way] ?? (() => undefined));
	if (way === UNREACHABLE) await host.close();
	const run = async (onError?: 'continueRegularOutput'): Promise<NodeRun> =>
		await runNode(of.node, of.parameters, [{}], {
			credentials: of.credentials(host.url),
			...(onError ? { onError } : {}),
		});
	const runs = await Promise.all([run(), run('continueRegularOutput')]);
	await host.close();
	const signatures = signaturesIn(host.received);
	return {
		failed: runs.every((each) => each.error ?? each.outputs.flat().some(({ error }) => error)),
		asked: host.received.length > 0,
		secrets: [...shownSecrets(runs, signatures), ...shownSecrets(logged, signatures)],
	};
}

/** All at once: what waits before it tries again waits side by side. */
beforeAll(async () => {
	// n8n makes its logger at the first run.
	await failing(CASES['a call to the OMS'], 'HTTP 404 with a page');
	const note = (message: string, meta?: unknown) => void logged.push([message, meta]);
	LoggerProxy.init({ error: note, warn: note, info: note, debug: note });
	const ways = [...Object.keys(WAYS), UNREACHABLE];
	await Promise.all(
		Object.entries(CASES).flatMap(([name, of]) =>
			ways.map(async (way) => outcomes.set(`${name}, ${way}`, await failing(of, way))),
		),
	);
}, 120_000);

describe.each(Object.keys(CASES))('%s shows no secret, token or signature', (name) => {
	it.each(Object.keys(WAYS))('in an error, an item or the log: %s', (way) => {
		const outcome = outcomes.get(`${name}, ${way}`);
		expect(outcome).toEqual({ failed: true, asked: true, secrets: [] });
	});

	it(UNREACHABLE, () => {
		const outcome = outcomes.get(`${name}, ${UNREACHABLE}`);
		expect(outcome).toEqual({ failed: true, asked: false, secrets: [] });
	});
});

it('the log of n8n was looked at too', () => {
	expect(inspect(logged, { depth: 6, maxArrayLength: null })).toContain(
		'did not answer like TikTok Shop (HTTP 404)',
	);
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
