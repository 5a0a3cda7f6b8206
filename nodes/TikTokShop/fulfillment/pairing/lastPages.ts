import { escapeHtml, htmlTable, shownHtml } from '../../../shared/html';
import { answerInWords, both, reasonTitle } from '../../../shared/reasonWords';
import { shownText } from '../../../shared/shownText';
import { ALL_STORES } from '../../../shared/table/stores';
import { count } from '../../../shared/text';
import type { ResultLine } from '../../desk/resultLine';
import type { NewPairing, Refusal } from './checkPairing';
import { problemsTable } from './pairingForm';
import type { RowProblem } from './rowProblems';

/** The last page of the form: title, and HTML below it. Workflows use these names. */
export interface LastPage {
	title: string;
	message: string;
}

const NOTHING_WRITTEN = paragraphs(
	'Nothing was written. Open the form again to try once more.',
	'没有写入任何内容。请重新打开表单再试。',
);

/** Every carrier has its shipping provider. */
export function nothingUnpairedPage(problems: readonly RowProblem[]): LastPage {
	return {
		title: both('Every carrier is paired', '所有承运商都已匹配'),
		message:
			paragraphs(
				'There is nothing to choose. A new carrier is listed here once the OMS has a logistics channel of it, or has shipped with it.',
				'无需选择。OMS 有新承运商的物流渠道或用其发货后，会在这里列出。',
			) + problemsTable(problems),
	};
}

/**
 * TikTok Shop or the OMS did not answer.
 *
 * @param messages  what the nodes say
 */
export function noAnswerPage(messages: readonly string[]): LastPage {
	const told = messages.map((message) => `<p>${shownHtml(answerInWords(message))}</p>`);
	return {
		title: both('TikTok Shop or the OMS did not answer', 'TikTok Shop 或 OMS 没有响应'),
		message: told.join('') + NOTHING_WRITTEN,
	};
}

/** The authorisation has no shop, or TikTok Shop offers no provider in any: there is nothing to choose from. */
export function nothingOfferedPage(hasShops: boolean): LastPage {
	const why = hasShops
		? paragraphs(
				'TikTok Shop offers no shipping provider for any delivery option of your store warehouses. Set up a delivery option that you ship yourself in Seller Center.',
				'TikTok Shop 没有为您仓库的任何配送方式提供物流商。请在 Seller Center 设置由卖家发货的配送方式。',
			)
		: paragraphs(
				'No shop is authorised. Authorise the app again as the seller.',
				'没有已授权的店铺。请用店铺主账号重新授权。',
			);
	return {
		title: both('There is nothing to choose from', '没有可选的物流商'),
		message: why + NOTHING_WRITTEN,
	};
}

/** The row is not written, and why. */
export function refusalPage(refusal: Refusal): LastPage {
	const { title, why } = words(refusal);
	return { title, message: why + NOTHING_WRITTEN };
}

/**
 * The row is written: what became of the parcels that waited for it.
 *
 * @param lines    results of the workflow that sends tracking numbers
 * @param failure  why that workflow could not be called; empty where it was
 */
export function pairedPage(
	{ carrier, store_code, parcels, later, ...provider }: NewPairing,
	lines: readonly ResultLine[],
	failure: string,
): LastPage {
	const name = shownText(provider.shipping_provider_name || provider.shipping_provider_id);
	const store: [string, string] =
		store_code === ALL_STORES ? ['all shops', '所有店铺'] : [store_code, store_code];
	const title = both(
		`${shownText(carrier)} is paired with ${name} for ${store[0]}`,
		`已匹配（${store[1]}）`,
	);
	if (parcels.length === 0) {
		const none = paragraphs(
			'No parcel waits for it now. The next ones go by themselves.',
			'目前没有包裹等待。之后的包裹会自动回传。',
		);
		return { title, message: none };
	}
	if (failure !== '') return { title, message: notCalled(parcels.length + later, failure) };
	const byKey = new Map(lines.map((line) => [line.order_id, line]));
	const outcomes = parcels.map(({ order_id: key }) => outcomeOf(key, byKey.get(key)));
	const counts = (['sent', 'waits', 'other'] as const)
		.map((kind) => ({ kind, number: outcomes.filter((each) => each.kind === kind).length }))
		.filter(({ number }) => number > 0);
	const summary = both(
		counts.map(({ kind, number }) => `${count(number)} ${inEnglish(kind, number)}`).join(', '),
		counts.map(({ kind, number }) => `${number} 个${RESULTS[kind].zh}`).join('，'),
	);
	const heads = [
		both('Result', '结果'),
		both('Reason', '原因'),
		both('What to do', '怎么处理'),
		both('Outbound order', '出库单'),
		both('Shop', '店铺'),
	];
	const ordered = [...outcomes].sort((one, other) => ORDER[one.kind] - ORDER[other.kind]);
	return {
		title,
		message: [
			`<h2>${escapeHtml(parcelsGo(parcels.length))}</h2>`,
			`<p>${escapeHtml(summary)}</p>`,
			later > 0
				? paragraphs(
						`${count(later)} more go within 15 minutes.`,
						`另有 ${later} 个包裹将在 15 分钟内回传。`,
					)
				: '',
			htmlTable(
				heads,
				ordered.map(({ kind, reason, hint, number, shop }) => [
					escapeHtml(both(inEnglish(kind, 1), RESULTS[kind].zh)),
					...[reason, hint, number, shop].map(shownHtml),
				]),
			),
		].join(''),
	};
}

const RESULTS = {
	sent: { en: 'sent', zh: '已回传' },
	waits: { en: 'wait', zh: '仍在等待' },
	other: { en: 'not looked at yet', zh: '尚未处理' },
} as const;

type Kind = keyof typeof RESULTS;

const ORDER: Readonly<Record<Kind, number>> = { waits: 0, other: 1, sent: 2 };

interface ParcelOutcome {
	kind: Kind;
	reason: string;
	hint: string;
	number: string;
	shop: string;
}

function outcomeOf(key: string, line: ResultLine | undefined): ParcelOutcome {
	const number = key.replace(/^[a-z]+:/, '');
	if (line === undefined) {
		const reason = both('It is tried again within 15 minutes', '15 分钟内会重试');
		return { kind: 'other', reason, hint: '', number, shop: '' };
	}
	const { result, code, message, hint, shop_code: shop } = line;
	if (result === 'sent') return { kind: 'sent', reason: '', hint: '', number, shop };
	const reason = [code && reasonTitle(code), answerInWords(message)].filter(Boolean).join(': ');
	return { kind: result === 'waits' ? 'waits' : 'other', reason, hint, number, shop };
}

function inEnglish(kind: Kind, number: number): string {
	return kind === 'waits' && number === 1 ? 'waits' : RESULTS[kind].en;
}

/** "13 parcels go now". */
function parcelsGo(parcels: number): string {
	const en = parcels === 1 ? '1 parcel goes now' : `${count(parcels)} parcels go now`;
	return both(en, `${parcels} 个包裹现在回传`);
}

function notCalled(parcels: number, failure: string): string {
	const wait = parcels === 1 ? '1 parcel waits' : `${count(parcels)} parcels wait`;
	return (
		paragraphs(
			`The row is written, but ${wait}: the workflow “09 · Tracking numbers back to TikTok Shop” could not be called. Publish it; they go within 15 minutes of that.`,
			`匹配行已写入，但有 ${parcels} 个包裹仍在等待：无法调用工作流“09 · Tracking numbers back to TikTok Shop”。请发布该工作流，之后 15 分钟内会回传。`,
		) + `<p>${shownHtml(failure)}</p>`
	);
}

function words(refusal: Refusal): { title: string; why: string } {
	switch (refusal.code) {
		case 'NOTHING_CHOSEN':
			return {
				title: both('Something was not chosen', '有内容没有选择'),
				why: paragraphs(
					'Choose a carrier, for which shop, and a shipping provider.',
					'请选择承运商、适用的店铺和物流商。',
				),
			};
		case 'PAIRED_ALREADY': {
			const [carrier, provider] = [refusal.carrier, refusal.provider].map((each) =>
				shownText(each),
			);
			return {
				title: both('This carrier is paired already', '该承运商已匹配'),
				why: paragraphs(
					`Somebody has paired ${carrier} with ${provider} meanwhile. Its parcels go by themselves. To change it, change the row of the data table.`,
					`已有人将 ${carrier} 匹配到 ${provider}。包裹会自动回传。如需更改，请修改 Data tables 中的匹配行。`,
				),
			};
		}
		case 'ROW_UNUSABLE':
			return {
				title: both('A row of this carrier cannot be used', '该承运商的匹配行无法使用'),
				why: paragraphs(
					`Another row would not help ${shownText(refusal.carrier)}. ${shownText(refusal.message)} Correct it under Data tables, or delete it.`,
					`再添加一行也无济于事。请先在 Data tables 中更正或删除 ${shownText(refusal.carrier)} 的匹配行。`,
				),
			};
		case 'NOT_OFFERED': {
			const shops = refusal.shops.map((each) => shownText(each)).join(', ');
			const provider = shownText(refusal.provider);
			return {
				title: both('TikTok Shop does not offer this provider', 'TikTok Shop 不提供该物流商'),
				why: paragraphs(
					`TikTok Shop does not offer ${provider} in ${shops}. Choose another one, or pair the carrier for each shop by itself.`,
					`TikTok Shop 在 ${shops} 不提供 ${provider}。请选择其他物流商，或按店铺分别匹配。`,
				),
			};
		}
	}
}

function paragraphs(en: string, zh: string): string {
	return `<p>${escapeHtml(en)}</p><p>${escapeHtml(zh)}</p>`;
}
