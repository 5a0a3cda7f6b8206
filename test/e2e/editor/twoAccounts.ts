import type { Checks } from '../../support/checks';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import { csv, csvRow } from '../desk/files';
import { DeskForm } from '../desk/deskForm';
import { submitForm, textOf } from '../desk/form';
import type { Instance } from '../../support/n8n/instance';
import { pause } from '../../support/interrupt';
import type { Workflow } from '../../support/n8n/api';
import { DataTables } from '../../support/n8n/dataTables';
import { publish, type PublishedWorkflow } from '../../support/n8n/publish';
import { setUpLikeAUser, type ChosenCredentials } from '../../support/n8n/setUp';
import { createRules, EXCEPTIONS_TABLE, MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { MappingForm } from '../tables/mappingForm';
import { readCopy, type TemplateName } from '../../support/n8n/templates';
import { changeForAccount, choosePasted, createPasted, type Account } from './copies';

const COPIED: TemplateName[] = [
	'mapping-import',
	'mapping-export',
	'manual-sync',
	'exception-desk',
];
/** n8n removes an execution that it does not keep a moment after its end. */
const REMOVED_WITHIN_MS = 30_000;

/** The templates a second time in the same n8n, for another authorization and another OMS account. */
export class TwoAccounts {
	constructor(
		private readonly instance: Instance,
		private readonly checks: Checks,
		private readonly ids: ReadonlyMap<string, string>,
		private readonly credentials: ChosenCredentials,
	) {}

	async runAll(first: Account, second: Account): Promise<void> {
		const { api } = this.instance;
		const orderSync = await this.copies(second);
		const tables = await DataTables.of(api);
		await createRules(tables);
		await createRules(tables, second.word);
		await this.importMapping(first);
		await this.importMapping(second);
		await this.mappingsApart(tables, first, second);
		await this.otherTable(tables, second);
		const run = await runByHand(this.instance, await this.firstOrderSync());
		const secondRun = await runByHand(this.instance, orderSync);
		for (const each of [run, secondRun]) {
			this.checks.that(
				'a run by hand goes well and is kept',
				each.status === 'success',
				each.error,
			);
		}
		const sent = outputsOf(secondRun, 'Send to the Warehouse').flat(1);
		const told = sent.some(({ order_id: id }) => id === second.ready);
		this.checks.that('the copy sends the order of its own account', told, sent);
		this.ordersApart(first, second);
		await this.exceptionsApart(tables, first, second);
		await this.deskOfTheCopy(tables, first, second);
		await this.nothingIsKept(first);
	}

	/** Imports and publishes the copies; answers the one that is started by hand. */
	private async copies(account: Account): Promise<PublishedWorkflow> {
		const { api } = this.instance;
		const { sandbox, word } = account;
		const tikTokShop = await createPasted(api, sandbox);
		const { appKey, appSecret } = sandbox.credentials.oms;
		const name = 'Lingxing OMS (second sandbox)';
		const data = { baseUrl: sandbox.omsUrl, appKey, appSecret };
		const oms = { id: await api.createCredential(name, 'lingxingOmsApi', data), name };
		const copyOf = async (template: TemplateName, subWorkflow?: string) => {
			const copy = readCopy(template);
			setUpLikeAUser(copy, { ...this.credentials, oms }, subWorkflow);
			choosePasted(copy, tikTokShop);
			changeForAccount(copy, word);
			copy.name += ` (${word})`;
			return await publish(api, copy);
		};
		const { id } = await copyOf('orders-to-warehouse');
		for (const template of COPIED) await copyOf(template, id);
		return await copyOf('order-sync', id);
	}

	private async firstOrderSync(): Promise<PublishedWorkflow> {
		const id = this.ids.get('05-order-sync.json') ?? '';
		const { name }: Workflow = await this.instance.api.workflow(id);
		return { id, name, manualTrigger: 'Start by Hand' };
	}

	/** A copy with a form of its own, whose rows would still go into the table of the first account. */
	private async otherTable(tables: DataTables, { mapping }: Account): Promise<void> {
		const { api, n8n } = this.instance;
		const copy = readCopy('mapping-import');
		setUpLikeAUser(copy, this.credentials);
		for (const { type, parameters } of copy.nodes) {
			const options = parameters.options as { path?: string } | undefined;
			if (type === 'n8n-nodes-base.formTrigger' && options?.path) options.path += '-half';
		}
		await publish(api, copy);
		const before = await tables.rows(MAPPING_TABLE);
		const form = new MappingForm(n8n.url, 'tiktok-shop-mapping-import-half');
		const choices = { others: 'Remove them' } as const;
		const page = await form.uploadAndImport(csv(mapping.map(csvRow)), choices);
		const says =
			/Nothing was imported[\s\S]*tiktok_shop_half_sku_mapping.*Insert the New Rows/.test(page);
		this.checks.that(
			'a copy that would write into the table of another says what to change',
			says,
			page,
		);
		const after = await tables.rows(MAPPING_TABLE);
		const same = JSON.stringify(after) === JSON.stringify(before);
		this.checks.that('and that table stays as it is', same, after.length);
	}

	private async importMapping({ word, mapping }: Account): Promise<void> {
		const path = `tiktok-shop-mapping-import${word && `-${word}`}`;
		const form = new MappingForm(this.instance.n8n.url, path);
		const page = await form.uploadAndImport(csv(mapping.map(csvRow)));
		this.checks.that(`${path} imports its mapping`, /14 rows imported/.test(page), page);
	}

	private async mappingsApart(tables: DataTables, first: Account, second: Account): Promise<void> {
		for (const { word, mapping } of [first, second]) {
			const table = tableOf(MAPPING_TABLE, word);
			const rows = await tables.rows(table);
			const skus = (each: readonly object[]) =>
				JSON.stringify(each.map((row) => (row as { system_sku: string }).system_sku).sort());
			const own = rows.length === mapping.length && skus(rows) === skus(mapping);
			this.checks.that(`${table} holds the mapping of its account`, own, rows);
		}
	}

	private ordersApart(first: Account, second: Account): void {
		for (const [own, other] of [
			[first, second],
			[second, first],
		]) {
			const created = [...own.sandbox.oms.outbound.values()];
			const who = own.word || 'first';
			const ready = created.filter(({ platformOrderNo }) => platformOrderNo === own.ready);
			const right = ready.length === 1 && ready[0].lines[0].sku === own.systemSku;
			this.checks.that(`the order of account "${who}" is in its OMS, by its mapping`, right, ready);
			const foreign = created.filter(
				({ platformOrderNo }) => !own.sandbox.tiktok.orders.has(platformOrderNo),
			);
			const none = foreign.length === 0 && other.ready !== own.ready;
			this.checks.that(`no order of the other account is in the OMS of "${who}"`, none, foreign);
		}
	}

	private async exceptionsApart(
		tables: DataTables,
		first: Account,
		second: Account,
	): Promise<void> {
		for (const { word, waiting, sandbox } of [first, second]) {
			const table = tableOf(EXCEPTIONS_TABLE, word);
			const rows = await tables.rows(table);
			const ids = rows.map(({ order_id: id }) => String(id));
			const own = ids.includes(waiting) && ids.every((id) => sandbox.tiktok.orders.has(id));
			this.checks.that(`${table} holds what waits of its account, and nothing else`, own, ids);
		}
	}

	private async deskOfTheCopy(tables: DataTables, first: Account, second: Account): Promise<void> {
		const { url } = this.instance.n8n;
		const form = new DeskForm(url, `tiktok-shop-exception-desk-${second.word}`);
		await form.decide(second.waiting, 'Cancel by hand', 'it ships in another way');
		for (const [{ word, waiting }, status] of [
			[second, 'closed'],
			[first, 'open'],
		] as const) {
			const table = tableOf(EXCEPTIONS_TABLE, word);
			const row = (await tables.rows(table)).find(({ order_id: id }) => id === waiting);
			this.checks.that(
				`the desk of the copy leaves ${table} ${status}`,
				row?.status === status,
				row,
			);
		}
	}

	/** The form shows its last page although n8n keeps no execution that holds addresses. */
	private async nothingIsKept({ ready }: Account): Promise<void> {
		const { api, n8n } = this.instance;
		const fields = ['', '', '', 'Awaiting shipment', ready];
		const page = textOf(await submitForm(n8n.url, 'tiktok-shop-manual-sync', fields));
		this.checks.that('the manual synchronisation shows its page', page.includes(ready), page);
		const ids = [this.ids.get('06-manual-sync.json'), this.ids.get('07-exception-desk.json')];
		const until = Date.now() + REMOVED_WITHIN_MS;
		for (;;) {
			const kept = (
				await Promise.all(ids.map(async (id = '') => await api.finishedExecutions(id, new Set())))
			).flat();
			if (kept.length === 0 || Date.now() > until) {
				this.checks.that('and no execution of it is kept', kept.length === 0, kept.length);
				return;
			}
			await pause(1_000);
		}
	}
}

function tableOf(table: string, word: string): string {
	return word === '' ? table : table.replace(/^tiktok_shop_/, `tiktok_shop_${word}_`);
}
