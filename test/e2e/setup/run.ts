import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { DEMO_MAPPING } from '../../sandbox';
import type { Checks } from '../../support/checks';
import { pause } from '../../support/interrupt';
import type { Workflow } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { MAPPING_TABLE, PAIRING_TABLE, RULES_TABLE } from '../../support/n8n/mappingTables';
import { inBrowser } from '../browser';
import { callEmpty, namedAddresses, openForm } from '../editor/addresses';
import { FORMS, formAddress } from '../formAddresses';
import { FORM_LOGIN, setUpBridge } from '../../support/n8n/setUp';
import { withInstance, type Part } from '../part';
import { CredentialDialogs } from './credentials';
import { EditorPages } from './editor';
import { Forms } from './forms';
import { Person } from './person';
import { commandBlocks, runCommands, steps } from './readme';

const TEMPLATES = resolve(__dirname, '..', '..', '..', 'workflows-templates');
const SIZE = { width: 1400, height: 1000 };
const MOST_CLICKS = 40;
const MOST_VALUES = 12;
const WITHIN_MS = 180_000;
const BRIDGE = 'tiktok-shop-oauth-bridge';

/**
 * The six steps of the README as a person does them, in a fresh n8n: the commands as they stand there, all else with mouse and keyboard
 * in a browser. Only the hosts of the sandbox are set in another way.
 */
export class SetupRun {
	private constructor(
		private readonly instance: Instance,
		private readonly checks: Checks,
		private readonly print: (line: string) => void,
	) {}

	static async run(part: Part): Promise<void> {
		const { checks, print } = part;
		await withInstance(part, {}, async (instance) => {
			await new SetupRun(instance, checks, print).drive();
		});
	}

	private async drive(): Promise<void> {
		const { api } = this.instance;
		await inBrowser(api, SIZE, async (context) => {
			await context.setHTTPCredentials(FORM_LOGIN);
			const page = await context.newPage();
			page.setDefaultTimeout(60_000);
			const person = new Person(page);
			try {
				await this.sixSteps(person);
			} catch (error) {
				const picture = join(mkdtempSync(join(tmpdir(), 'setup-')), 'broken-off.png');
				await page.screenshot({ path: picture }).catch(() => undefined);
				this.print(`Broken off, see ${picture}, after:\n  ${person.diary.join('\n  ')}`);
				throw error;
			}
			await this.addresses();
			this.count(person);
		});
	}

	private async sixSteps(person: Person): Promise<void> {
		const { checks, print, instance } = this;
		const [bridge, workflows, ...more] = commandBlocks();
		checks.that('the six steps have two blocks of commands', more.length === 0 && !!workflows);
		const dialogs = new CredentialDialogs(person, instance);
		const forms = new Forms(person, instance.n8n.url);
		const editor = new EditorPages(person, instance.n8n.url);

		print('1 the bridge, by the commands of the README …');
		await runCommands(instance, bridge);
		await this.towardsTheSandbox();
		checks.that('the bridge answers', await this.answers('/webhook/tiktok-shop-oauth', 400));

		print('2 the credentials …');
		const connected = await dialogs.tikTokShop();
		checks.that('Connect connects', /Account connected/.test(connected), connected);
		const tested = await dialogs.oms();
		checks.that('the OMS is tested', /tested successfully/.test(tested), tested);
		await dialogs.forms();

		print('3 the workflows, by the commands of the README …');
		const imported = await runCommands(instance, workflows);
		const count = readdirSync(TEMPLATES).filter((file) => file.endsWith('.json')).length;
		const all = new RegExp(`Successfully imported ${count} workflows`).test(imported);
		checks.that(`all ${count} templates are imported`, all, imported);
		await this.towardsTheSandbox();
		await this.credentialsAreChosen();
		checks.that('the forms open', await this.answers('/form/tiktok-shop-check-my-connection', 401));
		const well = await forms.checkConnection();
		checks.that('the check says that all is well', /All is well/.test(well), well);

		print('4 what is packed, and from where …');
		const mapped = await forms.importMapping();
		const rows = new RegExp(`${DEMO_MAPPING.length} rows imported`);
		checks.that('the sample is imported', rows.test(mapped), mapped);
		const added = await forms.addRule('US', /^USLAX1, USPS-GA/);
		checks.that('the rule is added', /The rule is added/.test(added), added);
		await this.tablesAreFilled();

		print('5 orders come in …');
		const published = await editor.publish('05 · Order sync');
		checks.that('the order sync is published', published === 'published', published);
		const created = await this.until(() => instance.sandbox.books().shipped > 0);
		checks.that('orders are in the OMS, and ship', created, instance.sandbox.books());

		print('6 tracking numbers go back …');
		const back = await editor.publish('09 · Tracking numbers');
		checks.that('the way back is published', back === 'published', back);
		const paired = await forms.pair(/^USPS \(same name/);
		const goes = /USPS is paired with USPS for all shops.*parcels? goe?s? now/s;
		checks.that('the carrier is paired, and its parcels go', goes.test(paired), paired);
		await this.isPaired();
		const tracked = await this.until(() => instance.sandbox.books().trackingOnTikTok > 0);
		const [first] = instance.sandbox.books().orders.filter(({ tracking }) => tracking.length > 0);
		checks.that('an order has shipped, and TikTok Shop has its tracking number', tracked);
		if (first) print(`  order ${first.orderId}: ${first.tracking[0].trackingNumber}`);
		const { wrongTracking, duplicates, unwanted } = instance.sandbox.books();
		checks.that('nothing is wrong', wrongTracking + duplicates + unwanted === 0, first);
	}

	/** The bridge asks the real TikTok Shop; the user's own has no such setting to make. */
	private async towardsTheSandbox(): Promise<void> {
		const { api, sandbox } = this.instance;
		await api.republish(BRIDGE, (workflow) => setUpBridge(workflow, sandbox.tiktokUrl));
	}

	/** n8n puts the credentials into the nodes by their names. */
	private async credentialsAreChosen(): Promise<void> {
		for (const { id, name, nodes } of this.templates()) {
			const stored = await this.instance.api.workflow(String(id));
			const without = stored.nodes.filter(
				({ name: node }, index) =>
					nodes[index]?.credentials &&
					Object.values(stored.nodes.find((each) => each.name === node)?.credentials ?? {}).some(
						(credential) => !credential.id,
					),
			);
			const names = without.map((node) => node.name);
			this.checks.that(`${name}: each credential is chosen`, names.length === 0, names);
		}
	}

	private async tablesAreFilled(): Promise<void> {
		const tables = await DataTables.of(this.instance.api);
		const counts = [await tables.rows(MAPPING_TABLE), await tables.rows(RULES_TABLE)];
		const [mapping, rules] = counts.map(({ length }) => length);
		this.checks.that(
			'mapping and rule are in their tables',
			mapping === DEMO_MAPPING.length && rules === 1,
			{ mapping, rules },
		);
	}

	private async isPaired(): Promise<void> {
		const tables = await DataTables.of(this.instance.api);
		const rows = await tables.rows(PAIRING_TABLE);
		const [{ store_code: store, carrier, shipping_provider_name: provider }] = rows;
		const isOne = rows.length === 1 && [store, carrier, provider].join() === '*,USPS,USPS';
		this.checks.that('the pairing is in its table, once', isOne, rows);
	}

	/** Every address that README, docs, notes and `npm start` name. */
	private async addresses(): Promise<void> {
		const { url } = this.instance.n8n;
		const notes = this.templates().flatMap(({ nodes }) =>
			nodes.flatMap(({ parameters: { content } }) =>
				typeof content === 'string' ? [content] : [],
			),
		);
		const told = namedAddresses([steps(), ...notes]).filter((address) => !address.endsWith('-b'));
		const named = [...new Set([...told, ...FORMS.map(([template]) => formAddress(template))])];
		this.checks.that('there are addresses to open', named.length >= 8, named);
		for (const address of named) {
			if (address.startsWith('/webhook/')) {
				const status = await callEmpty(url, address);
				this.checks.that(`${address} answers`, status !== 404 && status < 500, status);
				continue;
			}
			const { without, withLogin, page } = await openForm(url, address);
			const opens = withLogin === 200 && /<form/.test(page);
			this.checks.that(`${address} opens, with its password only`, opens && without === 401, {
				without,
				withLogin,
			});
		}
	}

	private count({ effort, diary }: Person): void {
		const { checks, print } = this;
		print(`\n  ${diary.join('\n  ')}\n`);
		print(
			`clicks: ${effort.clicks}, typed values: ${effort.values}, search words: ${effort.searches}`,
		);
		print(
			'Besides: two blocks of commands to paste, and the password of the forms once in the browser.',
		);
		checks.that(`at most ${MOST_CLICKS} clicks`, effort.clicks <= MOST_CLICKS, effort);
		checks.that(`at most ${MOST_VALUES} typed values`, effort.values <= MOST_VALUES, effort);
	}

	private templates(): Workflow[] {
		return readdirSync(TEMPLATES)
			.filter((file) => file.endsWith('.json'))
			.map((file) => JSON.parse(readFileSync(join(TEMPLATES, file), 'utf8')) as Workflow);
	}

	/** n8n notices within half a minute what a command has published. */
	private async answers(address: string, status: number): Promise<boolean> {
		const { url } = this.instance.n8n;
		return await this.until(async () => {
			if (address.startsWith('/webhook/')) return (await callEmpty(url, address)) === status;
			return (await openForm(url, address)).without === status;
		});
	}

	private async until(isSo: () => boolean | Promise<boolean>): Promise<boolean> {
		const until = Date.now() + WITHIN_MS;
		while (!(await isSo())) {
			if (Date.now() > until) return false;
			await pause(1_000);
		}
		return true;
	}
}
