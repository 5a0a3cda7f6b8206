import type { Fault } from './fault';

/** The cells of a text file, row by row. */
export interface Sheet {
	/** All rows of the file, including blank rows and those above the header. */
	rows: string[][];
	/** Faults of rows whose cells are not certain, by position in `rows`. */
	faults: Map<number, Fault>;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

const NAMES: Record<string, string> = {
	',': 'commas',
	';': 'semicolons',
	'\t': 'tabs',
	'|': 'bars',
};

/** Rows by which the delimiter is chosen. */
const SAMPLE = 50;
/** Longest cell of a spreadsheet (Microsoft Excel, specifications and limits). */
const LONGEST_CELL = 32_767;
/** A cell with more lines contains other rows, because a quotation mark is missing. */
const MOST_LINES = 10;

const SEP = /^sep=(.)$/i;

/**
 * Reads delimited text: one delimiter for the whole file, quotation marks as in RFC 4180.
 *
 * The delimiter is that of a first line `sep=;`, else the one with which a row has the most column names, else the one that
 * splits most of the first rows. A quotation mark inside a cell is an ordinary character (`MUG 12"`). Where a cell begins with
 * one and its end is not clear, the row ends with its line and has a fault. The time is linear in the length of the text.
 *
 * @param columnsIn  how many cells of a row are names of columns
 */
export function readDelimited(
	text: string,
	columnsIn: (cells: readonly string[]) => number,
): Sheet {
	const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
	const firstLine = content
		.slice(0, lineEnd(content, 0))
		.trim()
		.replace(/^"(.*)"$/, '$1');
	const [, named] = SEP.exec(firstLine) ?? [];
	return new DelimitedText(content, named ?? delimiterOf(content, columnsIn)).read();
}

function delimiterOf(text: string, columnsIn: (cells: readonly string[]) => number): string {
	let best: { delimiter: string; score: number } = { delimiter: DELIMITERS[0], score: -1 };
	for (const delimiter of DELIMITERS) {
		const { rows } = new DelimitedText(text, delimiter).read(SAMPLE);
		const columns = Math.max(0, ...rows.map(columnsIn));
		const cut = rows.filter((cells) => cells.length > 1).length / (rows.length || 1);
		const score = columns + cut / 2;
		if (score > best.score) best = { delimiter, score };
	}
	return best.delimiter;
}

function lineEnd(text: string, from: number): number {
	for (let at = from; at < text.length; at++) {
		if (text[at] === '\n' || text[at] === '\r') return at;
	}
	return text.length;
}

class DelimitedText {
	private at = 0;
	private fault?: Fault;

	constructor(
		private readonly text: string,
		private readonly delimiter: string,
	) {}

	read(atMost = Infinity): Sheet {
		const rows: string[][] = [];
		const faults = new Map<number, Fault>();
		while (this.at < this.text.length && rows.length < atMost) {
			rows.push(this.row());
			if (this.fault) faults.set(rows.length - 1, this.fault);
		}
		return { rows, faults };
	}

	private row(): string[] {
		const cells: string[] = [];
		this.fault = undefined;
		for (;;) {
			cells.push(this.text[this.at] === '"' ? this.quotedCell() : this.plainCell());
			if (this.text[this.at] !== this.delimiter) break;
			this.at += 1;
		}
		if (this.text[this.at] === '\r') this.at += 1;
		if (this.text[this.at] === '\n') this.at += 1;
		return cells;
	}

	private plainCell(): string {
		const start = this.at;
		while (!this.isCellEnd(this.at)) this.at += 1;
		return this.text.slice(start, this.at);
	}

	/** A cell in quotation marks; two inside it stand for one. A single one inside is accepted where the end of the cell is clear. */
	private quotedCell(): string {
		const start = this.at;
		const most = Math.min(this.text.length, start + LONGEST_CELL);
		let value = '';
		let copied = start + 1;
		let lines = 0;
		let mayBeSeveral = false;
		let hasSingle = false;
		for (let at = start + 1; at < most && lines <= MOST_LINES; at++) {
			const character = this.text[at];
			if (character !== '"') {
				if (character === '\n') lines += 1;
				mayBeSeveral ||= this.isCellEnd(at);
			} else if (this.text[at + 1] === '"') {
				value += this.text.slice(copied, at + 1);
				at += 1;
				copied = at + 1;
			} else if (this.isCellEnd(this.afterBlanks(at + 1))) {
				if (hasSingle && mayBeSeveral) break;
				this.at = this.afterBlanks(at + 1);
				return value + this.text.slice(copied, at);
			} else {
				hasSingle = true;
				if (mayBeSeveral) break;
			}
		}
		this.fault = {
			code: 'QUOTES_UNCLEAR',
			reason: `a cell begins with a quotation mark, and it is not clear where it ends; the cells are separated by ${NAMES[this.delimiter] ?? `"${this.delimiter}"`}. Put the whole cell in quotation marks, and write each one inside it twice`,
		};
		return this.plainCell();
	}

	private afterBlanks(from: number): number {
		let at = from;
		while (this.text[at] === ' ') at += 1;
		return at;
	}

	private isCellEnd(at: number): boolean {
		const character = this.text[at];
		return (
			character === undefined ||
			character === this.delimiter ||
			character === '\n' ||
			character === '\r'
		);
	}
}
