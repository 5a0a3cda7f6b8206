import { TABLE_CASES, type TableCase } from '../../fixtures/tables/cases';
import type { Checks } from '../../support/checks';
import { DataTables } from '../../support/n8n/dataTables';
import { publishBridge } from '../../support/n8n/oauth/bridge';
import { MAPPING_TABLE } from '../../support/n8n/mappingTables';
import { createCredentials, templatePublisher } from '../../support/n8n/world';
import { withInstance, type Part } from '../part';
import { byClicking } from './clicking';
import { MappingForm } from './mappingForm';
import { mappingRows, sorted } from './mappingRows';
import { SecondClick } from './secondClick';

/** Tables as users have them, uploaded through the form of the mapping import. */
export async function runTables(part: Part): Promise<void> {
	const { checks, print } = part;
	await withInstance(part, {}, async (instance) => {
		const { n8n, api, sandbox } = instance;
		await publishBridge(api, sandbox);
		await templatePublisher(api, await createCredentials(api, sandbox))('mapping-import');
		const tables = await DataTables.of(api);
		const form = new MappingForm(n8n.url);
		const closed = await form.statusWithoutPassword();
		checks.that('without its password the form is closed', closed === 401, closed);
		print(`Uploading ${TABLE_CASES.length} files …`);
		for (const each of TABLE_CASES) await verdict(each, form, tables, checks);
		await new SecondClick(form, tables, checks).runAll();
		await byClicking(instance, tables, checks, print);
	});
}

/** The page shows the expected text; the rows are in the table only after the second click. */
async function verdict(
	{ id, what, fileName, data, encodingName, rows, says = [], shows = [] }: TableCase,
	form: MappingForm,
	tables: DataTables,
	checks: Checks,
): Promise<void> {
	await tables.clear(MAPPING_TABLE);
	const page = await form.upload(
		{ name: fileName, data },
		encodingName ? { encoding: encodingName } : {},
	);
	const told = [...says, ...shows].every((each) => each.test(page.text));
	const before = await mappingRows(tables);
	if (!rows) {
		const refused = !page.asks && told && /Nothing was imported/.test(page.text);
		checks.that(`${id}, ${what}: refused, and the page says why`, refused && before.length === 0, [
			page.text,
			before,
		]);
		return;
	}
	if (!page.asks) {
		checks.that(`${id}, ${what}: can be imported`, false, page.text);
		return;
	}
	const after = await form.importNow(page);
	const now = await mappingRows(tables);
	const imported = before.length === 0 && JSON.stringify(now) === JSON.stringify(sorted(rows));
	checks.that(
		`${id}, ${what}: ${says.length > 0 ? 'imported with a warning' : 'imported'}`,
		told && imported,
		[page.text, after.text, now],
	);
}
