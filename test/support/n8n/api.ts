import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { parse } from 'flatted';
import { Agent } from 'node:http';

import { pause } from '../interrupt';

const FINISHED = ['success', 'error', 'crashed', 'canceled'];
const BROWSER_ID = 'n8n-nodes-tiktok-shop-oms';

export interface Login {
	email: string;
	password: string;
}

export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	[key: string]: unknown;
}

export interface Workflow {
	/** As `n8n import:workflow` keeps it; without one n8n makes it up. */
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

/** Items of each node of a finished execution: `items[node][run][output][item]`. */
export type RunItems = Record<string, Array<Array<Array<Record<string, unknown>>>>>;

export interface Execution {
	id: string;
	status: string;
	/** Epoch ms. */
	startedAt: number;
	items: RunItems;
	/** Text of the failure, when the execution failed. */
	error?: string;
}

interface Publication {
	status: string;
	liveVersionId: string | null;
	triggers: Array<{ errorMessage: string | null }>;
}

/** As stored; an execution that has just begun has nothing yet. */
interface StoredExecution {
	resultData?: { runData?: Record<string, StoredRun[]>; error?: { message: string } };
}

interface StoredRun {
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

/** The API the editor itself uses: cookie of the owner, and the same browser id at every call. */
export class N8nApi {
	private readonly http: AxiosInstance;
	private cookie = '';

	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: `${url}/rest`,
			proxy: false,
			timeout: 60_000,
			// n8n closes an idle connection in the moment in which the next call may take it.
			httpAgent: new Agent({ keepAlive: false }),
			headers: { 'browser-id': BROWSER_ID },
			validateStatus: () => true,
		});
	}

	/** Cookie and headers a browser needs to be logged in as the owner. */
	get session(): { cookie: string; browserId: string } {
		return { cookie: this.cookie, browserId: BROWSER_ID };
	}

	/** Creates the owner of a fresh n8n, or logs in to one set up before. */
	async signIn({ email, password }: Login): Promise<void> {
		const { data } = await this.http.get('/settings');
		if (data?.data?.userManagement?.showSetupOnFirstLoad === false) {
			await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
			return;
		}
		await this.call('POST', '/owner/setup', {
			email,
			password,
			firstName: 'Demo',
			lastName: 'Owner',
		});
	}

	/** Version as reported by n8n. */
	async version(): Promise<string> {
		return (await this.call<{ versionCli: string }>('GET', '/settings')).versionCli;
	}

	async createCredential(name: string, type: string, data: object): Promise<string> {
		const { id } = await this.call<{ id: string }>('POST', '/credentials', { name, type, data });
		return id;
	}

	/** Where n8n's own Connect button sends the seller. */
	async authorizeUrl(credentialId: string): Promise<string> {
		return await this.call('GET', `/oauth2-credential/auth?id=${credentialId}`);
	}

	/** A page of n8n as a browser with the owner's login gets it, as HTML. */
	async page(address: string): Promise<string> {
		const { data } = await this.http.get<string>(address, {
			headers: { cookie: this.cookie },
			responseType: 'text',
		});
		return data;
	}

	/** Runs the credential's own test; answers n8n's message when it fails. */
	async testCredential(id: string): Promise<{ status: string; message?: string }> {
		const stored = await this.call<object>('GET', `/credentials/${id}?includeData=true`);
		return await this.call('POST', '/credentials/test', { credentials: stored });
	}

	async createWorkflow(workflow: Workflow): Promise<{ id: string; versionId: string }> {
		// n8n 2.0 stores no workflow that does not say whether it is active.
		return await this.call('POST', '/workflows', { ...workflow, active: false });
	}

	async workflow(id: string): Promise<Workflow & { id: string; versionId: string }> {
		return await this.call('GET', `/workflows/${id}`);
	}

	/** Saves the draft and makes it the version that runs. */
	async republish(id: string, change: (workflow: Workflow) => void): Promise<void> {
		const workflow = await this.workflow(id);
		change(workflow);
		const { nodes, connections, settings, versionId } = workflow as Workflow & {
			versionId: string;
		};
		const saved = await this.call<{ versionId: string }>('PATCH', `/workflows/${id}`, {
			nodes,
			connections,
			settings,
			versionId,
		});
		await this.publish(id, saved.versionId);
	}

	/** Publishes a version and waits until its triggers really run. */
	async publish(id: string, versionId: string): Promise<void> {
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
		const until = Date.now() + 60_000;
		for (;;) {
			const now = await this.publication(id);
			if (!now || (now.status === 'published' && now.liveVersionId === versionId)) return;
			if (now.status === 'failed' || Date.now() > until) {
				const reasons = now.triggers.flatMap(({ errorMessage }) => errorMessage ?? []);
				throw new Error(
					`Workflow ${id} could not be published: ${reasons.join('; ') || now.status}`,
				);
			}
			await pause(500);
		}
	}

	/** Nothing in n8n 2.0: there the triggers run, or have failed, when the activation answers. */
	private async publication(id: string): Promise<Publication | undefined> {
		const answer = await this.request('GET', `/workflows/${id}/publication-status`);
		return answer.status === 404 ? undefined : (answer.data.data as Publication);
	}

	/** Starts the saved draft by hand, from the given trigger node. */
	async runByHand(id: string, triggerNode: string): Promise<string> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{
				triggerToStartFrom: { name: triggerNode },
			},
		);
		return executionId;
	}

	/** Finished executions of a workflow that are not among those already seen, oldest first. */
	async finishedExecutions(workflowId: string, seen: ReadonlySet<string>): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Array<{ id: string; status: string }> }>(
			'GET',
			`/executions?filter=${filter}&limit=50`,
		);
		const fresh = results.filter(({ id, status }) => !seen.has(id) && FINISHED.includes(status));
		const read = await Promise.all(fresh.map(async ({ id }) => await this.execution(id)));
		return read.sort((a, b) => Number(a.id) - Number(b.id));
	}

	async execution(id: string): Promise<Execution> {
		const { status, startedAt, data } = await this.call<{
			status: string;
			startedAt: string;
			data: string;
		}>('GET', `/executions/${id}`);
		const { runData, error: failure } =
			(parse(data) as StoredExecution | undefined)?.resultData ?? {};
		const items: RunItems = {};
		for (const [node, runs] of Object.entries(runData ?? {})) {
			items[node] = runs.map((run) =>
				(run.data?.main ?? []).map((output) => (output ?? []).map(({ json }) => json)),
			);
		}
		const error = failure?.message;
		return { id, status, startedAt: Date.parse(startedAt), items, error };
	}

	/** One call of the editor's API. @throws when n8n refuses it */
	async call<T>(method: string, path: string, body?: object): Promise<T> {
		const { status, data } = await this.request(method, path, body);
		if (status >= 300) {
			throw new Error(`n8n answered ${status} to ${method} ${path}: ${JSON.stringify(data)}`);
		}
		return data.data as T;
	}

	private async request(method: string, path: string, body?: object): Promise<AxiosResponse> {
		const answer = await this.http.request({
			method,
			url: path,
			data: body,
			headers: { cookie: this.cookie },
		});
		const cookies = answer.headers['set-cookie']?.map((cookie) => cookie.split(';')[0]);
		if (cookies?.length) this.cookie = cookies.join('; ');
		return answer;
	}
}
