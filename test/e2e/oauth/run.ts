import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { findBrowser } from '../browser';
import { outputsOf } from '../../support/n8n/runByHand';
import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import { exportCredentials } from '../../support/n8n/process';
import { publish } from '../../support/n8n/publish';
import { callWebhook, finished } from '../../support/n8n/oauth/callWebhook';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { answerByRest } from '../../support/n8n/oauth/connect';
import { createConnectable, type ChosenCredential } from '../../support/n8n/oauth/credential';
import { connectInEditor } from './editor';
import { everIssued, inForce } from './issued';
import { everythingWritten, placesOf } from './scan';
import {
	LIST_SHOPS,
	callWorkflow,
	orderWorkflow,
	TRIGGER,
} from '../../support/n8n/oauth/workflows';
import { withInstance, type Part } from '../part';

const PICTURE = resolve(__dirname, '..', '..', '..', 'docs', 'images', 'connected-credential.png');
const REFRESH = '/api/v2/token/refresh';
const EXCHANGE = '/api/v2/token/get';
const PATH = 'ask-tiktok-shop';
const AT_ONCE = 10;
/** The bridge's sentence, or TikTok Shop's own word where n8n stops before it asks the bridge. */
const REFUSAL = /the seller refused the authorisation on tiktok shop|auth_denied/i;

/** A shop connected by n8n's own Connect button: from the empty credential to what n8n keeps and logs of it. */
export class OAuthRun {
	private constructor(
		private readonly instance: Instance,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	/** @param browser  whether the button is really clicked; else its calls are made without a browser */
	static async run(part: Part, browser: boolean): Promise<void> {
		const { checks, print } = part;
		// The strictest: what is logged at all, is logged here.
		const settings = { N8N_LOG_LEVEL: 'debug' };
		await withInstance(part, { settings }, async (instance) => {
			await new OAuthRun(instance, checks, print).runAll(browser && hasBrowser(print));
		});
	}

	private async runAll(browser: boolean): Promise<void> {
		const { api, sandbox } = this.instance;
		await publishBridge(api, sandbox);
		const credential = await createConnectable(api, sandbox, 'TikTok Shop account');
		await this.refusedExchange(credential);
		if (browser) await this.connectInEditor(credential);
		else await this.connectByRest(credential);
		await this.ordersComeIn(credential);
		const calling = await publish(api, callWorkflow(credential, PATH));
		await this.refreshedOnce(calling.id, 'when the access token has expired');
		await this.refreshedOnce(calling.id, 'when it has expired again');
		await this.outage(calling.id);
		await this.secretsStayInside(calling.name);
	}

	private async refusedExchange(credential: ChosenCredential): Promise<void> {
		const { api, sandbox } = this.instance;
		sandbox.faults.add({ service: 'tiktok', path: EXCHANGE, kind: 'okWithErrorBody' });
		const page = await answerByRest(api, credential.id, 'agree');
		const explained = /failed to connect/i.test(page) && /tiktok shop/i.test(page);
		this.checks.that(
			'a code that TikTok Shop refuses does not connect, and n8n says why',
			explained,
			page,
		);
		this.print(`    n8n says: ${page}`);
	}

	private async connectInEditor({ id }: ChosenCredential): Promise<void> {
		const wanted = process.argv.includes('--screenshot');
		const keep = wanted || (!process.env.CI && !existsSync(PICTURE));
		const folder = mkdtempSync(join(tmpdir(), 'connected-credential-'));
		const picture = keep ? PICTURE : join(folder, 'connected-credential.png');
		try {
			const seen = await connectInEditor(this.instance.api, id, picture);
			this.pages(seen.afterRefusal, seen.afterConsent);
			const connected = /account connected/i.test(seen.dialog);
			this.checks.that('the dialog says that the account is connected', connected, seen.dialog);
			if (keep) this.print(`  picture of the credential: ${picture}`);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}

	private async connectByRest({ id }: ChosenCredential): Promise<void> {
		const afterRefusal = await answerByRest(this.instance.api, id, 'refuse');
		this.pages(afterRefusal, await answerByRest(this.instance.api, id, 'agree'));
	}

	private pages(afterRefusal: string, afterConsent: string): void {
		const named = REFUSAL.test(afterRefusal);
		this.checks.that('a seller who refuses reads that in n8n', named, afterRefusal);
		const connected = /connection successful/i.test(afterConsent);
		this.checks.that('a seller who agrees reads "Connection successful"', connected, afterConsent);
		this.print(`    n8n says: ${afterRefusal} / ${afterConsent}`);
	}

	private async ordersComeIn(credential: ChosenCredential): Promise<void> {
		const { api } = this.instance;
		const workflow = await publish(api, orderWorkflow(credential));
		const [first] = await finished(api, workflow.id, new Set(), 1);
		const orders = first ? outputsOf(first, TRIGGER).flat(1) : [];
		const good = first?.status === 'success' && orders.length > 0;
		this.checks.that('the trigger emits orders of the connected shops', good, first ?? 'no run');
	}

	private async refreshedOnce(workflowId: string, when: string): Promise<void> {
		const { api, sandbox } = this.instance;
		sandbox.tiktok.tokens.expireAccess();
		const before = sandbox.log.count('tiktok', REFRESH);
		const executions = await callWebhook(api, workflowId, PATH, AT_ONCE);
		const refreshes = sandbox.log.count('tiktok', REFRESH) - before;
		const good = executions.filter(
			(each) => each.status === 'success' && outputsOf(each, LIST_SHOPS).flat(1).length > 0,
		);
		const errors = executions.flatMap(({ error }) => error ?? []);
		this.checks.that(
			`${AT_ONCE} executions at once all go well ${when}`,
			executions.length === AT_ONCE && good.length === AT_ONCE,
			{ executions: executions.length, good: good.length, errors },
		);
		this.checks.that(`they renew access exactly once ${when}`, refreshes === 1, refreshes);
	}

	/** Error paths have to be in the log before it is searched. */
	private async outage(workflowId: string): Promise<void> {
		const { api, sandbox } = this.instance;
		for (const kind of ['503', 'reset'] as const) {
			sandbox.tiktok.tokens.expireAccess();
			sandbox.faults.add({ service: 'tiktok', path: REFRESH, kind, probability: 1 });
			const [failed] = await callWebhook(api, workflowId, PATH, 1);
			sandbox.faults.clear();
			const explained = failed?.status === 'error' && /token|tiktok/i.test(failed.error ?? '');
			const promise = `an outage (${kind}) while access is renewed fails with a reason`;
			this.checks.that(promise, explained, failed?.error ?? failed?.status ?? 'no run');
			this.print(`    n8n says: ${failed?.error ?? ''}`);
			const [next] = await callWebhook(api, workflowId, PATH, 1);
			const healed = next?.status === 'success';
			this.checks.that(`after the outage (${kind}) the next one goes well`, healed, next?.error);
		}
	}

	private async secretsStayInside(workflowName: string): Promise<void> {
		const exported = await this.exported();
		const kept = inForce(this.instance.sandbox);
		const lacking = kept.filter((secret) => !exported.includes(secret)).length;
		this.checks.that(
			'the encrypted credential holds the secret and the tokens in force',
			kept.length === 3 && lacking === 0,
			`${lacking} of ${kept.length} are not in it`,
		);
		const places = await everythingWritten(this.instance);
		const marked = placesOf([workflowName], places).join(', ');
		const sees = /database\.sqlite/.test(marked) && /tables of the database/.test(marked);
		this.checks.that('the search sees what n8n stores', sees, marked);
		const log = places.find(({ name }) => name === 'n8n.log')?.content.toString() ?? '';
		this.checks.that('the search sees a detailed log', / debug /i.test(log), log.slice(0, 500));
		const secrets = everIssued(this.instance.sandbox);
		const found = placesOf(secrets, places);
		const bytes = places.reduce((sum, { content }) => sum + content.length, 0);
		this.checks.that(
			`none of ${secrets.length} secrets, codes and tokens is in the ${places.length} places (${Math.round(bytes / 1e6)} MB) n8n wrote to`,
			secrets.length > 8 && found.length === 0,
			found.join(', '),
		);
	}

	/** What n8n's own export of decrypted credentials gives; its file lies outside of what is searched. */
	private async exported(): Promise<string> {
		const { installation, userFolder } = this.instance;
		const folder = mkdtempSync(join(tmpdir(), 'n8n-credentials-'));
		try {
			const file = join(folder, 'credentials.json');
			await exportCredentials(installation, userFolder, file);
			return readFileSync(file, 'utf8');
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
}

function hasBrowser(print: (line: string) => void): boolean {
	const has = findBrowser() !== undefined;
	if (!has) print('- connected without a browser: there is no Chromium on this machine');
	return has;
}
