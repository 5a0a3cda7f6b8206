import type { Finding, Verdict } from './findings';
import type { RunResult } from './run';

export interface ReportFacts {
	/** Version of the package. */
	version: string;
	/** Who ran it, e.g. `a workflow of n8n`. */
	runBy: string;
	/** `live`, or that they are other ones. */
	hosts: string;
	mode: string;
	/** Epoch ms. */
	startedAt: number;
	endedAt: number;
}

const LONGEST_SHAPE = 3_000;
/** Verdicts in the order of the report. */
export const ORDER: readonly Verdict[] = ['refuted', 'confirmed', 'not seen'];
const HEADINGS: Record<Verdict, string> = {
	refuted: 'Refuted',
	confirmed: 'Confirmed',
	'not seen': 'Not seen',
};

const cell = (text: string): string => text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');

const count = ({ findings }: RunResult, verdict: Verdict): number =>
	findings.filter((finding) => finding.verdict === verdict).length;

/** How many assumptions ended how, in one line. */
export function summary(result: RunResult): string {
	return ORDER.map((verdict) => `${count(result, verdict)} ${verdict}`).join(', ');
}

/** The report as Markdown, ready for an issue. Everything private is taken out of it. */
export function report(result: RunResult, facts: ReportFacts): string {
	const { shop, counts, stopped, shapes } = result;
	const seconds = Math.round((facts.endedAt - facts.startedAt) / 1_000);
	const head = [
		['package', facts.version],
		['run by', facts.runBy],
		['hosts', facts.hosts],
		['mode', facts.mode],
		['shop', shop ? `${shop.region}, ${shop.sellerType}` : 'not read'],
		['calls', `${counts.tiktok} to TikTok Shop, ${counts.oms} to the OMS`],
		['time', `${new Date(facts.startedAt).toISOString().slice(0, 16)} UTC, ${seconds} s`],
		...(stopped ? [['stopped', 'by the user, before its end']] : []),
	];
	const sections = ORDER.map((verdict) => section(result.findings, verdict)).filter(Boolean);
	const text = [
		'# Live check',
		`**${summary(result)}**`,
		table(['', ''], head),
		...sections,
		...(shapes.size > 0 ? [shapesSection(shapes)] : []),
	].join('\n\n');
	return `${result.clean(text)}\n`;
}

function section(findings: readonly Finding[], verdict: Verdict): string {
	const rows = findings
		.filter((finding) => finding.verdict === verdict)
		.map(({ assumption, note, call }) => [
			`\`${assumption.id}\``,
			assumption.what,
			call && !note.includes(call) ? `${note} (\`${call}\`)` : note,
			`${assumption.source}; \`${assumption.usedIn}\``,
		]);
	if (rows.length === 0) return '';
	const header = ['id', 'what is assumed', 'what was seen', 'source; used in'];
	return `## ${HEADINGS[verdict]} (${rows.length})\n\n${table(header, rows)}`;
}

/** Names, types and lengths of answers; values are left out, but for words of the service. */
function shapesSection(shapes: ReadonlyMap<string, string>): string {
	const blocks = [...shapes].map(([call, shape]) => {
		const shown = shape.length > LONGEST_SHAPE ? `${shape.slice(0, LONGEST_SHAPE)} …` : shape;
		return `\`${call}\`\n\n\`\`\`text\n${shown}\n\`\`\``;
	});
	return [
		'## Shapes of the answers',
		'<details><summary>Names, types and lengths; no values</summary>',
		...blocks,
		'</details>',
	].join('\n\n');
}

function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
	return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}
