import { sortBy } from 'lodash';

import type { Verdict } from './findings';
import type { joined } from './partReport';
import { ORDER, report, summary } from './report';

/** A line of the page. */
export interface ReportLine {
	verdict: Verdict;
	id: string;
	what: string;
	seen: string;
}

/** The report of both services. */
export interface JoinedReport {
	/** How many assumptions ended how, in one line. */
	summary: string;
	/** Nothing at all could be checked. */
	nothingWorked: boolean;
	/** Refuted ones first. */
	lines: ReportLine[];
	/** For the person in front of it alone; not in the Markdown. */
	forYou: string[];
	/** The report as Markdown, ready for an issue. */
	markdown: string;
}

/** Makes one report of the parts. @param version  of the package */
export function reportOfParts(both: ReturnType<typeof joined>, version: string): JoinedReport {
	const { parts, findings, nothingWorked } = both;
	const moments = (of: 'startedAt' | 'endedAt'): number[] =>
		parts.map((part) => Date.parse(part[of])).filter(Number.isFinite);
	const names = parts.map(({ liveCheck }) => liveCheck);
	const wrote = parts.filter((part) => part.wrote === true).map(({ liveCheck }) => liveCheck);
	const lines = findings.map(({ assumption, verdict, note, call }) => ({
		verdict,
		id: assumption.id,
		what: assumption.what,
		seen: call && !note.includes(call) ? `${note} (${call})` : note,
	}));
	return {
		summary: summary(both),
		nothingWorked,
		lines: sortBy(lines, ({ verdict }) => ORDER.indexOf(verdict)),
		forYou: parts.flatMap(({ forYou }) => (Array.isArray(forYou) ? forYou.map(String) : [])),
		markdown: report(both, {
			version,
			runBy: 'a workflow of n8n',
			hosts: parts.every(({ live }) => live === true) ? 'live' : 'other ones, or not reached',
			mode: [
				`read-only steps of ${names.join(' and ') || 'no service'}`,
				...(wrote.length > 0 ? [`writing steps of ${wrote.join(' and ')}`] : []),
			].join(', '),
			startedAt: Math.min(...moments('startedAt'), Date.now()),
			endedAt: Math.max(...moments('endedAt'), 0),
		}),
	};
}
