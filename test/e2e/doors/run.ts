import type { Checks } from '../../support/checks';
import { startHost, type Host } from '../../support/engine/host';
import type { Instance } from '../../support/n8n/instance';
import { answerByRest, connectByRest } from '../../support/n8n/oauth/connect';
import { finished } from '../../support/n8n/oauth/callWebhook';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import {
	CONNECTED_TYPE,
	createConnectable,
	type ChosenCredential,
} from '../../support/n8n/oauth/credential';
import { everIssued } from '../oauth/issued';
import { everythingWritten, placesOf } from '../oauth/scan';
import { PASTED_TYPE, pastedCredential } from '../../support/n8n/redirectedUrl';
import { importOnly, publish } from '../../support/n8n/publish';
import { readTemplate, type TemplateName } from '../../support/n8n/templates';
import { withInstance, type Part } from '../part';
import { exchange, FORM_TYPE, knock } from './attacks';
import { CREATE, labelWorkflow, requestWorkflow } from './workflows';

const FORMS: TemplateName[] = [
	'mapping-import',
	'mapping-new',
	'mapping-export',
	'manual-sync',
	'exception-desk',
	'warehouse-rules',
];
const LABEL_PATH = 'label-of-an-order';
const MEGABYTE = 1024 * 1024;

/** A real n8n, and outside of it somebody who knows its address. */
export async function runDoors(part: Part): Promise<void> {
	const { checks } = part;
	const settings = { N8N_LOG_LEVEL: 'debug' };
	const stranger = await startHost(() => ({ status: 200, body: '{"code":0,"data":{}}' }));
	const knockAtAll = async (instance: Instance): Promise<void> => {
		const connected = await bridge(instance, checks);
		await forms(instance, checks);
		await tokens(instance, stranger, connected, checks);
		await uploads(instance, checks);
		await secrets(instance, checks);
	};
	try {
		await withInstance(part, { settings }, knockAtAll);
	} finally {
		await stranger.close();
	}
}

async function bridge({ api, n8n, sandbox }: Instance, checks: Checks): Promise<ChosenCredential> {
	await publishBridge(api, sandbox);
	const credential = await createConnectable(api, sandbox, 'TikTok Shop account');
	await connectByRest(api, credential.id);
	checks.that('n8n itself is answered by the bridge', true);
	const url = `${n8n.url}/webhook/tiktok-shop-oauth`;
	const asked = (): number => sandbox.log.calls('tiktok', '/api/v2/token/get').length;
	const before = asked();
	const refused: Array<[string, Promise<{ status: number }>]> = [
		['GET', knock(`${url}?${exchange(n8n.url)}`, 'GET')],
		['PUT', knock(url, 'PUT', exchange(n8n.url), FORM_TYPE)],
		['JSON', knock(url, 'POST', '{"code":"x"}', { 'content-type': 'application/json' })],
		['no body', knock(url, 'POST')],
		[
			'a redirect URL of no n8n',
			knock(url, 'POST', exchange(n8n.url, { redirect_uri: n8n.url }), FORM_TYPE),
		],
		['10 MB', knock(url, 'POST', exchange(n8n.url, { code: 'x'.repeat(10_000_000) }), FORM_TYPE)],
		['30 MB', knock(url, 'POST', exchange(n8n.url, { code: 'x'.repeat(30_000_000) }), FORM_TYPE)],
	];
	for (const [name, call] of refused) {
		const { status } = await call;
		checks.that(`bridge: ${name} is refused`, status >= 400, status);
	}
	const page = { ...FORM_TYPE, origin: 'https://evil.example' };
	const { status, headers } = await knock(url, 'POST', exchange(n8n.url), page);
	checks.that('bridge: a page in a browser is refused', status === 400, status);
	const readable = headers['access-control-allow-origin'];
	checks.that('bridge: the page cannot read the answer', readable === undefined, readable);
	const preflight = await knock(url, 'OPTIONS', undefined, {
		...page,
		'access-control-request-method': 'POST',
	});
	checks.that('bridge: OPTIONS is answered by n8n without a body', !preflight.data, preflight.data);
	checks.that('bridge: nothing of all this reached TikTok Shop', asked() === before, asked());
	const answers: unknown[] = [];
	for (let guess = 0; guess < 45; guess++) {
		const fields = exchange(n8n.url, { client_secret: `guess-${guess}` });
		answers.push((await knock(url, 'POST', fields, FORM_TYPE)).data);
	}
	const limited = answers.filter((answer) => JSON.stringify(answer).includes('too_many_calls'));
	checks.that('bridge: guesses end at the limit of calls', limited.length >= 10, limited.length);
	const again = await answerByRest(api, credential.id, 'agree');
	const connects = /connection successful/i.test(again);
	checks.that('bridge: an app that is known connects all the same', connects, again);
	return credential;
}

/** The form templates as they come, without a credential. */
async function forms({ api, n8n }: Instance, checks: Checks): Promise<void> {
	for (const name of FORMS) {
		const template = readTemplate(name);
		const trigger = template.nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger');
		const { path } = (trigger?.parameters.options ?? {}) as { path?: string };
		await publish(api, template).catch(() => undefined);
		for (const method of ['GET', 'POST']) {
			const { status, data } = await knock(`${n8n.url}/form/${path}`, method);
			const closed = status >= 400 && !String(data).includes('field-0');
			checks.that(`form of ${name}: ${method} without a credential is refused`, closed, status);
		}
	}
}

/** n8n's own HTTP Request node with each credential: to the host of the credential, and to that of a stranger. */
async function tokens(
	{ api, sandbox }: Instance,
	stranger: Host,
	connected: ChosenCredential,
	checks: Checks,
): Promise<void> {
	const { tiktok, oms } = sandbox.credentials;
	const create = async (name: string, type: string, data: object): Promise<ChosenCredential> => ({
		id: await api.createCredential(name, type, data),
		name,
	});
	const pasted = await create('pasted', PASTED_TYPE, pastedCredential(sandbox, tiktok.appSecret));
	const keys = { baseUrl: sandbox.omsUrl, appKey: oms.appKey, appSecret: oms.appSecret };
	const omsKeys = await create('OMS', 'lingxingOmsApi', keys);
	const tested = await api.testCredential(omsKeys.id);
	checks.that('the OMS credential tests its own host', tested.status === 'OK', tested.message);
	const credentials: Array<[string, ChosenCredential]> = [
		[PASTED_TYPE, pasted],
		['lingxingOmsApi', omsKeys],
		[CONNECTED_TYPE, connected],
	];
	for (const [type, credential] of credentials) {
		const { id } = await importOnly(api, requestWorkflow(`${stranger.url}/x`, type, credential));
		await api.runByHand(id, 'Start');
		const [run] = await finished(api, id, new Set(), 1);
		const refused = run?.status === 'error' && stranger.received.length === 0;
		checks.that(`${type}: no token and no signature to another host`, refused, run?.error);
	}
	const own = requestWorkflow(`${sandbox.omsUrl}/v1/warehouse/options`, 'lingxingOmsApi', omsKeys);
	const { id } = await importOnly(api, own);
	await api.runByHand(id, 'Start');
	const [run] = await finished(api, id, new Set(), 1);
	checks.that(
		'lingxingOmsApi: the HTTP Request node reaches the OMS',
		run?.status === 'success',
		run?.error,
	);
}

async function uploads({ api, n8n, sandbox }: Instance, checks: Checks): Promise<void> {
	const { appKey, appSecret } = sandbox.credentials.oms;
	const data = { baseUrl: sandbox.omsUrl, appKey, appSecret };
	const oms = { id: await api.createCredential('OMS 2', 'lingxingOmsApi', data), name: 'OMS 2' };
	const { id } = await publish(api, labelWorkflow(LABEL_PATH, oms));
	const seen = new Set<string>();
	for (const [size, code] of [
		[6 * MEGABYTE, 'LABEL_MISSING'],
		[1_000, undefined],
	] as const) {
		const form = new FormData();
		form.append('data', new Blob([Buffer.alloc(size, 'x')], { type: 'application/pdf' }), 'l.pdf');
		const upload = await fetch(`${n8n.url}/webhook/${LABEL_PATH}`, { method: 'POST', body: form });
		await upload.text();
		const [run] = await finished(api, id, seen, 1);
		if (run) seen.add(run.id);
		const [created = [], exceptions = []] = run?.items[CREATE]?.[0] ?? [];
		const exception = exceptions[0]?.exception as { code: string; message: string } | undefined;
		const right = code ? exception?.code === code && created.length === 0 : created.length === 1;
		checks.that(`upload: a label of ${size} bytes ${code ? 'is not read' : 'is sent'}`, right, run);
		if (code) checks.that('upload: says why', /larger than 5 MB/.test(exception?.message ?? ''));
	}
}

async function secrets(instance: Instance, checks: Checks): Promise<void> {
	const places = await everythingWritten(instance);
	const texts = [...everIssued(instance.sandbox), instance.sandbox.credentials.oms.appSecret];
	const found = placesOf(texts, places);
	checks.that(
		`none of ${texts.length} secrets is in what n8n wrote`,
		found.length === 0,
		found.join(', '),
	);
}
