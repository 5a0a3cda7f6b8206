import { escapeHtml, htmlTable, shownHtml } from '../../../shared/html';
import { both } from '../../../shared/reasonWords';
import { shownText } from '../../../shared/shownText';
import { ALL_STORES } from '../../../shared/table/stores';
import { count } from '../../../shared/text';
import type { OfferedProvider } from './offeredProviders';
import type { RowProblem } from './rowProblems';
import type { UnpairedCarrier } from './unpairedCarriers';

/** A field of n8n's form, as its parameter Form Fields takes it. */
interface FormField {
	fieldType: 'html' | 'dropdown';
	/** Forms of older versions name answers by their labels. */
	fieldName?: string;
	fieldLabel?: string;
	html?: string;
	fieldOptions?: { values: Array<{ option: string }> };
	defaultValue?: string;
	requiredField?: boolean;
}

/** The fields of the form by which a person answers; the words are those of the orders page. */
export const FIELDS = {
	carrier: both('Carrier of the OMS', 'OMS 的承运商'),
	store: both('For', '适用于'),
	provider: both('Shipping provider on TikTok Shop', 'TikTok Shop 的物流商'),
} as const;

/** What the form offers: each option as it is shown, with what it means. */
export interface Listed {
	carriers: Array<UnpairedCarrier & { option: string }>;
	stores: Array<{ option: string; store: string }>;
	providers: Array<OfferedProvider & { option: string }>;
}

/** What a person may choose from. */
export function listedOptions(
	carriers: readonly UnpairedCarrier[],
	shops: ReadonlyArray<{ id: string; code: string; name: string }>,
	providers: readonly OfferedProvider[],
): Listed {
	const isAmbiguous = carriers.length > 1;
	const names = providers.map(({ name }) => name);
	return {
		carriers: carriers.map((each) => ({
			...each,
			option: `${shownText(each.carrier)} (${parcelsWait(each.parcels)})`,
		})),
		stores: [
			{ option: both('All shops', '所有店铺'), store: ALL_STORES },
			...shops.map(({ id, code, name }) => {
				const shop = [code || id, name && `(${shownText(name)})`].filter(Boolean).join(' ');
				return { option: both(`Only ${shop}`, `仅 ${shop}`), store: code || id };
			}),
		],
		providers: providers.map((each) => {
			const { id, name, shops: offering, same_name_as: same } = each;
			const isTwice = names.filter((other) => other === name).length > 1;
			const option = [
				shownText(name || id),
				isTwice && name ? `[${id}]` : '',
				same && `(${isAmbiguous ? sameNameAs(same) : both('same name', '同名')})`,
				offering.length < shops.length ? `– ${offering.join(', ')}` : '',
			];
			return { ...each, option: option.filter(Boolean).join(' ') };
		}),
	};
}

/**
 * The second page of the form: which carriers are not paired, which rows have problems, and what is paired with what. Nothing is chosen in
 * advance but the only carrier that parcels wait for, and all shops.
 *
 * @returns text for the parameter Form Fields of n8n's Form node (Using JSON)
 */
export function pairingForm(listed: Listed, problems: readonly RowProblem[]): string {
	const { carriers, stores, providers } = listed;
	const waited = carriers.filter(({ parcels }) => parcels > 0);
	const [only, ...others] = waited.length > 0 ? waited : carriers;
	const fields: FormField[] = [
		{ fieldType: 'html', html: unpairedTable(carriers) + problemsTable(problems) },
		dropdown('carrier', carriers, others.length === 0 ? only?.option : undefined),
		dropdown('store', stores, stores[0].option),
		dropdown('provider', providers),
	];
	// n8n puts the text into another one by String.replace, for which `$&` has a meaning.
	return JSON.stringify(fields).replaceAll('$', '\\u0024');
}

/** "Rows with problems"; empty where there are none. */
export function problemsTable(problems: readonly RowProblem[]): string {
	if (problems.length === 0) return '';
	const heads = [
		both('Problem', '问题'),
		both('What to do', '怎么处理'),
		both('Row', '行'),
		both('Store', '店铺'),
		both('Carrier', '承运商'),
		both('Shipping provider', '物流商'),
	];
	const rows = problems.map(({ problem, whatToDo, row, storeCode, carrier, provider }) => [
		shownHtml(both(problem.en, problem.zh)),
		shownHtml(both(whatToDo.en, whatToDo.zh)),
		String(row),
		...[storeCode, carrier, provider].map(shownHtml),
	]);
	const title = both('Rows with problems', '有问题的匹配行');
	return `<h2>${escapeHtml(title)}</h2>${htmlTable(heads, rows)}`;
}

/** "13 parcels wait". */
export function parcelsWait(parcels: number): string {
	if (parcels === 0) return both('no parcel waits yet', '暂无包裹等待');
	const en = parcels === 1 ? '1 parcel waits' : `${count(parcels)} parcels wait`;
	return both(en, `${parcels} 个包裹等待`);
}

function unpairedTable(carriers: readonly UnpairedCarrier[]): string {
	const heads = [
		both('Reason', '原因'),
		both('Carrier of the OMS', 'OMS 的承运商'),
		both('Shops', '店铺'),
		both('Logistics channels', '物流渠道'),
	];
	const rows = carriers.map(({ carrier, parcels, shops, logistics_channels: channels }) => [
		escapeHtml(parcelsWait(parcels)),
		shownHtml(carrier),
		shownHtml(
			shops
				.map((shop) => {
					const code = shop.code || shop.id;
					return shop.parcels > 0 ? `${code}: ${count(shop.parcels)}` : code;
				})
				.join(', '),
		),
		shownHtml(channels.join(', ')),
	]);
	const title = both('Carriers without a shipping provider', '没有匹配物流商的承运商');
	return `<h2>${escapeHtml(title)}</h2>${htmlTable(heads, rows)}`;
}

function dropdown(
	field: keyof typeof FIELDS,
	options: ReadonlyArray<{ option: string }>,
	defaultValue?: string,
): FormField {
	return {
		fieldType: 'dropdown',
		fieldName: field,
		fieldLabel: FIELDS[field],
		fieldOptions: { values: options.map(({ option }) => ({ option })) },
		...(defaultValue === undefined ? {} : { defaultValue }),
		requiredField: true,
	};
}

function sameNameAs(carrier: string): string {
	const name = shownText(carrier);
	return both(`same name as ${name}`, `与 ${name} 同名`);
}
