import { PROBLEMS, PROBLEM_CODES } from '../../nodes/SkuMapping/mapping/rowProblems';
import { EXCEPTIONS, EXCEPTION_CODES } from '../../nodes/shared/exceptionCodes';
import type { KnownException } from '../../nodes/shared/knownException';

/** The generated tables of docs/exceptions.md, by the name of their block. */
export function exceptionTables(): Record<string, string> {
	return { exceptions: exceptions(), 'mapping-problems': mappingProblems() };
}

function exceptions(): string {
	const rows = EXCEPTION_CODES.map((code) => {
		const known: KnownException = EXCEPTIONS[code];
		const { cause, hint, more, retrySafe, incidentReason } = known;
		const cure = more ? `${hint} ${more}` : hint;
		return [`\`${code}\``, cause, cure, retrySafe ? 'yes' : 'no', incidentReason ?? ''];
	});
	return table(['code', 'cause', 'what you do', 'by itself', 'incidentReason'], rows);
}

function mappingProblems(): string {
	const rows = PROBLEM_CODES.map((code) => {
		const { severity, meaning } = PROBLEMS[code];
		return [`\`${code}\``, severity === 'refused' ? 'refused' : 'used, with a warning', meaning];
	});
	return table(['code', 'the row is', 'what was found'], rows);
}

/** A table of Markdown. */
export function table(header: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/ {2}\|/g, ' |');
	return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}
