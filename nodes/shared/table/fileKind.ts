/** Kind of a file by its bytes; its name does not count. */
export type FileKind =
	| { kind: 'text' }
	| { kind: 'spreadsheet' }
	/** `what` is a part of a sentence for the user. */
	| { kind: 'other'; what: string };

const SIGNATURES: ReadonlyArray<{ begins: readonly number[]; at?: number; what: string }> = [
	{ begins: [0x25, 0x50, 0x44, 0x46], what: 'it is a PDF document' },
	{ begins: [0x89, 0x50, 0x4e, 0x47], what: 'it is an image' },
	{ begins: [0xff, 0xd8, 0xff], what: 'it is an image' },
	{ begins: [0x47, 0x49, 0x46, 0x38], what: 'it is an image' },
	{ begins: [0x57, 0x45, 0x42, 0x50], at: 8, what: 'it is an image' },
	{ begins: [0x1f, 0x8b], what: 'it is an archive' },
	{ begins: [0x52, 0x61, 0x72, 0x21], what: 'it is an archive' },
	{ begins: [0x37, 0x7a, 0xbc, 0xaf], what: 'it is an archive' },
	{ begins: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'it is a text document (RTF)' },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** Compound files: spreadsheets from before 2007, and newer ones with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** Part of a workbook; other zip files have none (ECMA-376 part 1, §12.3.23). */
const WORKBOOK = 'xl/workbook';
/** Names of streams in a compound file are UTF-16. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const WEB_PAGE = /^(?:ï»¿|\s)*<(?:!doctype html|html|head|body|table)\b/i;
/** Excel 2003 in XML; some programs name such files .xls. */
const XML = /^(?:ï»¿|\s)*<\?xml\b/i;
/** Bytes in which the first tag is searched. */
const BEGINNING = 1_024;

/** Recognises a file by its first bytes, and a zip file by the names in it. */
export function fileKindOf(bytes: Buffer): FileKind {
	if (bytes.length === 0) return { kind: 'other', what: 'it is empty' };
	const begins = (signature: readonly number[], at = 0): boolean =>
		signature.every((byte, index) => bytes[at + index] === byte);
	if (begins(ZIP) || begins(EMPTY_ZIP)) {
		return bytes.includes(WORKBOOK)
			? { kind: 'spreadsheet' }
			: { kind: 'other', what: 'it is an archive or another kind of document' };
	}
	if (begins(COMPOUND)) {
		const what = bytes.includes(ENCRYPTED)
			? 'it is protected by a password. Take the password away and save it again'
			: 'it is an old workbook (XLS). Save it as XLSX or as "CSV UTF-8"';
		return { kind: 'other', what };
	}
	const known = SIGNATURES.find(({ begins: signature, at }) => begins(signature, at));
	if (known) return { kind: 'other', what: known.what };
	const beginning = bytes.subarray(0, BEGINNING).toString('latin1');
	if (WEB_PAGE.test(beginning)) return { kind: 'other', what: 'it is a web page (HTML)' };
	if (XML.test(beginning)) return { kind: 'other', what: 'it is an XML document' };
	return { kind: 'text' };
}
