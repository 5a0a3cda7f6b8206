import { fieldsOf, isFields } from '../fields';
import { toText } from '../text';
import type { Finding, Verdict } from './findings';
import type { RunResult } from './run';
import { objectsIn, textOf } from './step';

/** What a node says of one assumption. */
export interface PartFinding {
	id: string;
	what: string;
	verdict: Verdict;
	note: string;
	call: string;
	source: string;
	usedIn: string;
}

/** Report of one service, as an item. It holds no keys, tokens, names, addresses and numbers of the account. */
export interface PartReport {
	liveCheck: 'TikTok Shop' | 'OMS';
	/** Whether the steps that write ran as well. */
	wrote: boolean;
	/** Whether the calls went to the real hosts. */
	live: boolean;
	calls: number;
	startedAt: string;
	endedAt: string;
	shop: { region: string; sellerType: string } | null;
	/** No call succeeded. */
	nothingWorked: boolean;
	findings: PartFinding[];
	/** Names, types and lengths of the answers, by call. */
	shapes: Record<string, string>;
	/** For the person in front of it alone, such as numbers of test orders that could not be cancelled. */
	forYou: string[];
}

type Facts = Pick<PartReport, 'liveCheck' | 'wrote' | 'live' | 'startedAt' | 'endedAt' | 'forYou'>;

/** What a run has found, as an item; everything private is taken out. */
export function partReport(result: RunResult, facts: Facts): PartReport {
	const { clean, counts, findings, shapes, shop = null, nothingWorked } = result;
	return {
		...facts,
		calls: facts.liveCheck === 'OMS' ? counts.oms : counts.tiktok,
		shop,
		nothingWorked,
		findings: findings.map(({ assumption, verdict, note, call = '' }) => ({
			id: assumption.id,
			what: assumption.what,
			verdict,
			note: clean(note),
			call: clean(call),
			source: assumption.source,
			usedIn: assumption.usedIn,
		})),
		shapes: Object.fromEntries([...shapes].map(([call, shape]) => [clean(call), clean(shape)])),
	};
}

const VERDICTS: readonly unknown[] = ['confirmed', 'refuted', 'not seen'] satisfies Verdict[];

/** Joins the reports of both services, each read from an item; items that are none are left out. */
export function joined(items: readonly object[]): RunResult & { parts: PartReport[] } {
	const parts = items.filter(isPart);
	const counts = { tiktok: 0, oms: 0 };
	for (const { liveCheck, calls } of parts) {
		counts[liveCheck === 'OMS' ? 'oms' : 'tiktok'] += Number(calls) || 0;
	}
	const shop = parts.map((part) => fieldsOf(part.shop)).find(({ region }) => region);
	return {
		parts,
		findings: parts.flatMap((part) => objectsIn(part.findings).flatMap(findingIn)),
		shapes: new Map(
			parts.flatMap(({ shapes }) =>
				Object.entries(fieldsOf(shapes)).map(([call, shape]): [string, string] => [
					call,
					toText(shape),
				]),
			),
		),
		...(shop ? { shop: { region: textOf(shop.region), sellerType: textOf(shop.sellerType) } } : {}),
		counts,
		nothingWorked: parts.every(({ nothingWorked }) => nothingWorked),
		stopped: false,
		clean: (text) => text,
	};
}

function isPart(item: object): item is PartReport {
	return isFields(item) && ['TikTok Shop', 'OMS'].includes(textOf(item.liveCheck));
}

function findingIn(row: Readonly<Record<string, unknown>>): Finding[] {
	const { id, what, source, usedIn, note, call, verdict } = row;
	if (!VERDICTS.includes(verdict)) return [];
	const [assumptionId, sentence, from, place, words, shown] = [
		id,
		what,
		source,
		usedIn,
		note,
		call,
	].map(textOf);
	return [
		{
			assumption: { id: assumptionId, what: sentence, source: from, usedIn: place, step: '' },
			verdict: verdict as Verdict,
			note: words,
			...(shown ? { call: shown } : {}),
		},
	];
}
