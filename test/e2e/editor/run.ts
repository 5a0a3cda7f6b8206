import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { startSandbox } from '../../sandbox';
import { inBrowser } from '../browser';
import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import type { Workflow } from '../../support/n8n/api';
import { setUpBridge, setUpLikeAUser, type ChosenCredentials } from '../../support/n8n/setUp';
import { createCredentials } from '../../support/n8n/world';
import { withInstance, type Part } from '../part';
import { callEmpty, namedAddresses, openForm, submitUnseen } from './addresses';
import { accountOf } from './copies';
import { Editor } from './inEditor';
import { TwoAccounts } from './twoAccounts';

const FOLDER = resolve(__dirname, '..', '..', '..', 'workflows-templates');
const FORM = 'n8n-nodes-base.formTrigger';
const BRIDGE = '01-oauth-bridge.json';
const IMPORT = '02-mapping-import.json';
const TO_WAREHOUSE = '04-orders-to-warehouse.json';
const SHIP_BACK = '09-ship-back.json';
/** Calls another sub-workflow than the one that takes orders. */
const CALLS_SHIP_BACK = '08-logistics-pairing.json';

/** The templates come in through n8n's editor, as they do for users: closed, at their addresses, and twice. */
export class EditorRun {
	/** IDs of the workflows, by file. */
	private readonly ids = new Map<string, string>();
	private readonly files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

	private constructor(
		private readonly instance: Instance,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	static async run(part: Part): Promise<void> {
		const { checks, print } = part;
		await withInstance(part, {}, async (instance) => {
			await new EditorRun(instance, checks, print).drive();
		});
	}

	private async drive(): Promise<void> {
		const { api, sandbox } = this.instance;
		await inBrowser(api, { width: 1400, height: 900 }, async (context) => {
			const editor = await Editor.open(context, api);
			await this.importAll(editor);
			await this.closedAsTheyCome();
			const credentials = await this.setUp();
			await this.addressesExist();
			await this.takenPath(editor);
			const other = await startSandbox({ world: 'empty' });
			try {
				// Each gives its orders the same IDs in a row.
				const second = accountOf(other, 'b', 'SYS-LAMP', sandbox.tiktok.orders.size + 10);
				const first = accountOf(sandbox, '', 'SYS-MUG-BLU', 0);
				const accounts = new TwoAccounts(this.instance, this.checks, this.ids, credentials);
				await accounts.runAll(first, second);
			} finally {
				await other.close();
			}
		});
	}

	private async importAll(editor: Editor): Promise<void> {
		for (const file of this.files) {
			this.print(`Importing ${file} through the editor …`);
			const id = await editor.importFile(join(FOLDER, file));
			this.ids.set(file, id);
			const [came, is] = [readTemplateFile(file), await this.instance.api.workflow(id)];
			const same = JSON.stringify(pathsOf(came)) === JSON.stringify(pathsOf(is));
			this.checks.that(`${file} keeps the addresses of its forms`, same, pathsOf(is));
			// The notes and docs/templates.md tell people to set it; once n8n keeps it, they need not.
			const saved = is.settings?.saveDataSuccessExecution;
			this.checks.that(`${file} comes without its settings, as its note says`, !saved, is.settings);
		}
	}

	private async closedAsTheyCome(): Promise<void> {
		const { api, n8n } = this.instance;
		for (const file of this.formFiles()) {
			const { versionId } = await api.workflow(this.idOf(file));
			const answer = await api.publish(this.idOf(file), versionId).then(
				() => 'published',
				(error: Error) => error.message,
			);
			const refused = /Credential not configured: \S/.test(answer);
			this.checks.that(
				`${file} is not published without a credential for its form`,
				refused,
				answer,
			);
			const { without } = await openForm(n8n.url, formOf(file));
			this.checks.that(`${file}: there is no form yet`, without === 404, without);
		}
	}

	private async setUp(): Promise<ChosenCredentials> {
		const { api, sandbox } = this.instance;
		await api.republish(this.idOf(BRIDGE), (bridge) => setUpBridge(bridge, sandbox.tiktokUrl));
		const credentials = await createCredentials(api, sandbox);
		const toWarehouse = this.idOf(TO_WAREHOUSE);
		const called = [TO_WAREHOUSE, SHIP_BACK];
		const first = [...called, ...this.files.filter((file) => !called.includes(file))];
		for (const file of first.filter((each) => each !== BRIDGE)) {
			const subWorkflow = file === CALLS_SHIP_BACK ? this.idOf(SHIP_BACK) : toWarehouse;
			await api.republish(this.idOf(file), (workflow) => {
				setUpLikeAUser(workflow, credentials, subWorkflow);
				// As the note asks for: see importAll.
				const { saveDataSuccessExecution } = readTemplateFile(file).settings ?? {};
				if (saveDataSuccessExecution) {
					workflow.settings = { ...workflow.settings, saveDataSuccessExecution };
				}
			});
		}
		return credentials;
	}

	private async addressesExist(): Promise<void> {
		const { url } = this.instance.n8n;
		const notes = this.files.flatMap((file) => notesOf(readTemplateFile(file)));
		const named = namedAddresses(notes);
		for (const file of this.formFiles()) {
			const known = named.includes(formOf(file));
			this.checks.that(`README and docs name the form of ${file}`, known, named);
		}
		for (const address of named) {
			// Examples of a second account.
			if (address.endsWith('-b')) continue;
			if (address.startsWith('/webhook/')) {
				const status = await callEmpty(url, address);
				this.checks.that(`${address} answers`, status !== 404 && status < 500, status);
				continue;
			}
			const { without, wrong, withLogin, page } = await openForm(url, address);
			const closed = without === 401 && wrong === 401;
			this.checks.that(`${address} is closed without its password`, closed, { without, wrong });
			const sent = await submitUnseen(url, address);
			this.checks.that(`${address} takes nothing without it`, [401, 403].includes(sent), sent);
			const opens = withLogin === 200 && /<form/.test(page);
			this.checks.that(`${address} opens with it`, opens, withLogin);
		}
	}

	/** A second import whose field was forgotten. */
	private async takenPath(editor: Editor): Promise<void> {
		const id = await editor.importFile(join(FOLDER, IMPORT));
		await this.instance.api.call('PATCH', `/workflows/${id}`, {
			...(await this.withLogin(id)),
		});
		const dialog = await editor.publish(id);
		const template = readTemplateFile(IMPORT);
		// The import has two forms; n8n names one of them.
		const hasPath = pathsOf(template).some((of) => dialog.includes(String((of as unknown[])[1])));
		const named = hasPath && dialog.includes(template.name);
		this.checks.that('a copy with a taken path is refused with path and workflow', named, dialog);
	}

	private async withLogin(id: string): Promise<object> {
		const { api } = this.instance;
		const { nodes, versionId } = await api.workflow(id);
		const [form] = (await api.workflow(this.idOf(IMPORT))).nodes.filter(
			({ type }) => type === FORM,
		);
		for (const node of nodes) if (node.type === FORM) node.credentials = form.credentials;
		return { nodes, versionId };
	}

	private formFiles(): string[] {
		return this.files.filter((file) =>
			readTemplateFile(file).nodes.some(({ type }) => type === FORM),
		);
	}

	private idOf(file: string): string {
		const id = this.ids.get(file);
		if (id === undefined) throw new Error(`${file} was not imported.`);
		return id;
	}
}

function readTemplateFile(file: string): Workflow {
	return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Workflow;
}

function pathsOf({ nodes }: Workflow): unknown[] {
	return nodes
		.filter(({ type }) => type === FORM)
		.map(({ name, parameters }) => [name, (parameters.options as { path?: string }).path]);
}

function formOf(file: string): string {
	const [[, path]] = pathsOf(readTemplateFile(file)) as Array<[string, string]>;
	return `/form/${path}`;
}

function notesOf({ nodes }: Workflow): string[] {
	return nodes.flatMap(({ parameters }) =>
		typeof parameters.content === 'string' ? [parameters.content] : [],
	);
}
