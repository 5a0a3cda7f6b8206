import type { Checks } from '../../support/checks';
import type { DataTables } from '../../support/n8n/dataTables';
import type { Instance } from '../../support/n8n/instance';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';

/** Rows as somebody leaves them who types into the data table. */
const BY_HAND = [
	{ store_code: '*', platform_sku: 'MUG-RED-350', system_sku: 'SYS-TYPO', quantity: 1 },
	{
		store_code: 'USLC000001',
		platform_sku: 'NOBODY-SELLS-IT',
		system_sku: 'SYS-LAMP',
		quantity: 1,
	},
	{ store_code: '*', platform_sku: 'LAMP-DESK-01', system_sku: 'SYS-LAMP', quantity: 0 },
];

/** The daily look at all rows of the table, run by hand. */
export class DailyLook {
	constructor(
		private readonly instance: Instance,
		private readonly tables: DataTables,
		private readonly workflow: PublishedWorkflow,
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const { checks } = this;
		await this.tables.insert(MAPPING_TABLE, BY_HAND);
		const first = await this.facts();
		const wanted = [
			['SYSTEM_SKU_UNKNOWN', 'MUG-RED-350'],
			['PLATFORM_SKU_GONE', 'NOBODY-SELLS-IT'],
			['QUANTITY_INVALID', 'LAMP-DESK-01'],
		];
		const told = wanted.every(([code, sku]) =>
			first.some((fact) => fact.code === code && fact.platform_sku === sku),
		);
		checks.that('rows that somebody typed wrongly are told each morning', told, first);
		const again = await this.facts();
		checks.that('each once', again.length === 0, again);
		this.instance.sandbox.oms.permission = false;
		await this.tables.insert(MAPPING_TABLE, [
			{ store_code: '*', platform_sku: 'MUG-BLUE-350', system_sku: 'SYS-OTHER', quantity: 1 },
		]);
		const silent = await this.facts();
		const said = silent.some(({ code }) => code === 'INPUT_NOT_READ');
		const alarm = silent.filter(({ code }) => code === 'SYSTEM_SKU_UNKNOWN');
		checks.that(
			'an OMS that does not answer is said, and is no alarm',
			said && alarm.length === 0,
			silent,
		);
	}

	private async facts(): Promise<Array<Record<string, unknown>>> {
		const execution = await runByHand(this.instance, this.workflow);
		return outputsOf(execution, 'New Facts').flat();
	}
}
