import { uniq } from 'lodash';

import type { Fields } from '../../../shared/fields';
import { ALL_STORES, isForStore } from '../../../shared/table/stores';
import { toText } from '../../../shared/text';
import { isAccepted } from './carriersAndProviders';
import { isHalfFilled } from './halfFilled';
import { pairedProvider } from './pairing';
import type { OptionOffer, PairingFacts, PairingShop } from './pairingFacts';
import { normalizeName, readPairing, type Pairing } from './pairingTable';
import { isUsedBy, usedCarriers, type UsedCarrier } from './usedCarriers';

/** The same in English and in Chinese. */
export interface InBoth {
	en: string;
	zh: string;
}

/** What is wrong with a row of the pairing, e.g. one that a person made in the data table. */
export interface RowProblem {
	problem: InBoth;
	whatToDo: InBoth;
	/** Position in the table, counted from 1. */
	row: number;
	storeCode: string;
	carrier: string;
	provider: string;
}

const CORRECT: InBoth = {
	en: 'Correct it under Data tables, or delete it.',
	zh: '请在 Data tables 中更正或删除该行。',
};

/**
 * Compares each row of the pairing with the shops, the carriers that the OMS uses, and the providers that TikTok Shop offers. What is not
 * known, because nothing was read, is no problem.
 */
export function rowProblems(facts: PairingFacts): RowProblem[] {
	const { pairing, problems } = readPairing(facts.rows);
	const used = usedCarriers(facts);
	return facts.rowsAsWritten.flatMap((row, index) => {
		const about = aboutRow(row, index + 1);
		const wanted = toText(row.shipping_provider_id).trim() || about.provider;
		if (isHalfFilled(row)) return [{ ...about, ...halfFilled(about.carrier) }];
		const unreadable = problems.filter(({ row: number }) => number === index + 1);
		if (unreadable.length > 0) {
			return unreadable.map(({ message }) => ({ ...about, ...unreadableRow(message) }));
		}
		if (about.carrier === '') return [];
		return [
			...unknownStore(about.storeCode, facts.shops),
			...unknownCarrier(about.carrier, used),
			...notOffered(about, wanted, facts, used, pairing),
		].map((problem) => ({ ...about, ...problem }));
	});
}

type Row = Pick<RowProblem, 'row' | 'storeCode' | 'carrier' | 'provider'>;
type Found = Pick<RowProblem, 'problem' | 'whatToDo'>;

function aboutRow(row: Fields, number: number): Row {
	const text = (name: string): string => toText(row[name]).trim();
	return {
		row: number,
		storeCode: text('store_code') || ALL_STORES,
		carrier: text('carrier'),
		provider: text('shipping_provider_name') || text('shipping_provider_id'),
	};
}

function halfFilled(carrier: string): Found {
	const lacks =
		carrier === ''
			? { en: 'The carrier is empty', zh: '承运商为空' }
			: { en: 'The shipping provider is empty', zh: '物流商为空' };
	return {
		problem: { en: `${lacks.en}, so the row does not count.`, zh: `${lacks.zh}，该行不生效。` },
		whatToDo: { en: 'Fill it in, or delete the row.', zh: '请补全或删除该行。' },
	};
}

function unreadableRow(message: string): Found {
	const problem = { en: message, zh: '物流商匹配行无法使用' };
	return { problem, whatToDo: CORRECT };
}

function unknownStore(storeCode: string, shops: readonly PairingShop[]): Found[] {
	if (shops.length === 0 || shops.some((shop) => isForStore(shop, storeCode))) return [];
	const codes = shops.map(({ code, id }) => code || id).join(', ');
	return [
		{
			problem: {
				en: `No authorised shop is called ${storeCode}.`,
				zh: `已授权的店铺中没有 ${storeCode}。`,
			},
			whatToDo: {
				en: `Write the code of a shop (${codes}), or * for all shops.`,
				zh: `请填写店铺代码（${codes}），或用 * 表示所有店铺。`,
			},
		},
	];
}

function unknownCarrier(carrier: string, used: readonly UsedCarrier[]): Found[] {
	if (used.length === 0 || used.some((each) => isSameCarrier(each, carrier))) return [];
	return [
		{
			problem: {
				en: `The OMS uses no carrier ${carrier}.`,
				zh: `OMS 没有使用承运商 ${carrier}。`,
			},
			whatToDo: {
				en: 'Compare the spelling, or delete the row.',
				zh: '请核对拼写，或删除该行。',
			},
		},
	];
}

/**
 * A row counts for a shop where it is the one that decides, and where parcels may come with its carrier.
 *
 * @param wanted  ID, else name: what decides
 */
function notOffered(
	{ storeCode, carrier, provider }: Row,
	wanted: string,
	{ shops, offers }: PairingFacts,
	used: readonly UsedCarrier[],
	pairing: Pairing,
): Found[] {
	const user = used.find((each) => isSameCarrier(each, carrier));
	const meant = shops.filter((shop) => isForStore(shop, storeCode));
	const decides = meant.filter((shop) => pairedProvider(pairing, shop, carrier) === wanted);
	const uses = decides.filter((shop) => user && isUsedBy(user, shop));
	const optionsOf = (shop: PairingShop): OptionOffer[] =>
		offers.filter(({ shopId }) => shopId === shop.id);
	const lacking = uses.flatMap((shop) => {
		const options = optionsOf(shop);
		const without = options.filter((option) => !isAccepted(option, wanted));
		if (without.length === 0) return [];
		const all = without.length === options.length;
		return [notOfferedIn(shop, provider, all ? [] : without, without)];
	});
	if (uses.length > 0) return lacking;
	const read = decides.flatMap(optionsOf);
	if (read.length === 0 || read.some((option) => isAccepted(option, wanted))) return [];
	return [notOfferedIn(undefined, provider, [], read)];
}

function notOfferedIn(
	shop: PairingShop | undefined,
	provider: string,
	options: readonly OptionOffer[],
	without: readonly OptionOffer[],
): Found {
	const names = options.map(({ warehouse, deliveryOption }) => `${warehouse}, ${deliveryOption}`);
	const where = shop ? shop.code || shop.id : '';
	const offered = uniq(without.flatMap(({ providers }) => providers.map(({ name }) => name)));
	const some = names.length > 0;
	return {
		problem: {
			en: `TikTok Shop does not offer the shipping provider ${provider}${where ? ` in ${where}` : ''}${some ? ` for ${names.join('; ')}` : ''}.`,
			zh: `TikTok Shop ${where ? `在 ${where} ` : ''}${some ? `的 ${names.join('；')} ` : ''}不提供物流商 ${provider}。`,
		},
		whatToDo: {
			en: `Write one that it offers: ${offered.join(', ')}.`,
			zh: `请填写其提供的物流商：${offered.join('、')}。`,
		},
	};
}

function isSameCarrier({ carrier }: UsedCarrier, other: string): boolean {
	return normalizeName(carrier) === normalizeName(other);
}
