import axios from 'axios';

import type { Checks } from '../../support/checks';
import type { DataTables } from '../../support/n8n/dataTables';
import { RULES_TABLE } from '../../support/n8n/mappingTables';
import { FORM_LOGIN } from '../../support/n8n/setUp';
import { pageIsThere, submitForm, textOf } from './form';

const PATH = 'tiktok-shop-warehouse-rules';

const http = axios.create({ proxy: false, timeout: 120_000, responseType: 'text' });

/** The form of the warehouse rules: show, try, add and remove. */
export class WarehouseRules {
	/** @param orderId  an American order of the sandbox that waits to be shipped */
	constructor(
		private readonly url: string,
		private readonly orderId: string,
		private readonly tables: DataTables,
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const { checks, orderId } = this;
		const list = await this.ask('Show the rules');
		const shown = /2 warehouse rules/.test(list) && /country US \| USLAX1, USPS-GA/.test(list);
		checks.that('the warehouse rules are shown as they are tried', shown, list);
		const taken = await this.takenBy(orderId);
		const said = /Row 1 takes it: warehouse USLAX1/.test(taken) && /country is not GB/.test(taken);
		checks.that('the form says which rule takes an order, and why others do not', said, taken);
		const unknown = await this.takenBy('576599999999999999');
		checks.that(
			'an order that no shop has is told',
			/No authorised shop has an order 576599999999999999/.test(unknown),
			unknown,
		);
		await this.add();
		await this.remove();
	}

	private async add(): Promise<void> {
		const { checks, orderId } = this;
		const hold = [
			'1',
			'',
			'us',
			'',
			'00000-99999',
			'',
			'',
			'',
			'',
			'Any',
			'Any',
			'Hold: they wait',
		];
		const added = await this.twoPages('Add a rule', [...hold, 'new stock comes']);
		checks.that('a rule is added', /The rule is added.*hold: new stock/s.test(added), added);
		const held = await this.takenBy(orderId);
		checks.that(
			'and takes the order before the others',
			/WAREHOUSE_HOLD.*new stock/.test(held),
			held,
		);
		const twice = await this.twoPages('Add a rule', [...hold, 'again']);
		checks.that(
			'no priority is given twice',
			/another priority|has the priority 1/.test(twice),
			twice,
		);
		const channel = 'GBLON1, ROYAL-48 (伦敦一号仓)';
		const bad = ['2', '', 'Amerika', '', '', '', '', '', '', 'Any', 'Any', channel, ''];
		const refused = await this.twoPages('Add a rule', bad);
		checks.that(
			'a rule that cannot be used is not written',
			/country "Amerika"/.test(refused),
			refused,
		);
		const rows = await this.tables.rows(RULES_TABLE);
		const [last] = rows.slice(-1);
		const right = rows.length === 3 && last.hold === 'new stock comes' && last.country === 'us';
		checks.that('the table holds what was added, and nothing else', right, rows);
	}

	private async remove(): Promise<void> {
		const option =
			'Row · 行 3, priority · 优先级 1: country us; postal_codes 00000-99999 → hold: new stock comes';
		const page = await this.twoPages('Remove a rule', [option]);
		const rows = await this.tables.rows(RULES_TABLE);
		const gone = rows.length === 2 && rows.every(({ hold }) => !hold);
		this.checks.that('a rule is removed, and no other', gone, [page, rows]);
	}

	private async ask(what: string): Promise<string> {
		return textOf(await submitForm(this.url, PATH, [what, '']));
	}

	private async takenBy(orderId: string): Promise<string> {
		return textOf(await submitForm(this.url, PATH, ['Say which rule takes an order', orderId]));
	}

	/** @returns text of the last page */
	private async twoPages(what: string, fields: readonly string[]): Promise<string> {
		const address = await this.send(`${this.url}/form/${PATH}`, [what, '']);
		await pageIsThere(address);
		await this.send(address, fields);
		await pageIsThere(address);
		const { data } = await http.get<string>(address);
		await http.post(address);
		return textOf(data);
	}

	/** @returns where n8n shows the next page */
	private async send(address: string, fields: readonly string[]): Promise<string> {
		const form = new FormData();
		fields.forEach((value, index) => form.append(`field-${index}`, value));
		const { data } = await http.post<string>(address, form, { auth: FORM_LOGIN });
		return /"formWaitingUrl":"([^"]+)"/.exec(data)?.[1] ?? address;
	}
}
