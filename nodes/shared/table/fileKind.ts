/** Kind of a file by its bytes; its name does not count. */
export type FileKind =
	| { kind: 'text' }
	| { kind: 'spreadsheet' }
	/** `what` is a part of a sentence for the user. */
	| { kind: 'other'; what: string };

const SAVE_AS = 'Save it as XLSX or as "CSV UTF-8"';
const OPEN_AND_SAVE = `Open it in a spreadsheet program. ${SAVE_AS}`;
const WORD = `it is a Word document. Copy its table into a spreadsheet, and save that as XLSX or as "CSV UTF-8"`;

const SIGNATURES: ReadonlyArray<{ begins: readonly number[]; at?: number; what: string }> = [
	{ begins: [0x25, 0x50, 0x44, 0x46], what: 'it is a PDF document' },
	{ begins: [0x89, 0x50, 0x4e, 0x47], what: 'it is an image' },
	{ begins: [0xff, 0xd8, 0xff], what: 'it is an image' },
	{ begins: [0x47, 0x49, 0x46, 0x38], what: 'it is an image' },
	{ begins: [0x57, 0x45, 0x42, 0x50], at: 8, what: 'it is an image' },
	{ begins: [0x49, 0x49, 0x2a, 0x00], what: 'it is an image' },
	{ begins: [0x4d, 0x4d, 0x00, 0x2a], what: 'it is an image' },
	{ begins: [...Buffer.from('ftypheic')], at: 4, what: 'it is an image' },
	{ begins: [...Buffer.from('ftypmif1')], at: 4, what: 'it is an image' },
	{ begins: [0x1f, 0x8b], what: 'it is an archive' },
	{ begins: [0x52, 0x61, 0x72, 0x21], what: 'it is an archive' },
	{ begins: [0x37, 0x7a, 0xbc, 0xaf], what: 'it is an archive' },
	{ begins: [0x7b, 0x5c, 0x72, 0x74, 0x66], what: 'it is a text document (RTF)' },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** Compound files: spreadsheets from before 2007, and newer ones with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** Part of a workbook (ECMA-376 part 1, §12.3.23). */
const WORKBOOK = 'xl/workbook';
/** Documents that are zip files, by a name in them. The first one counts: the others are documents inside the document. */
const ZIP_PARTS: ReadonlyArray<{ part: string; what?: string }> = [
	{ part: WORKBOOK },
	{ part: 'word/document', what: WORD },
	{
		part: 'ppt/presentation',
		what: 'it is a presentation. Copy its table into a spreadsheet, and save that as XLSX',
	},
	{
		part: 'Index/Document.iwa',
		what: 'it is a document of Numbers or of another program of Apple. In Numbers choose File > Export To > Excel or CSV',
	},
	{
		part: 'opendocument.spreadsheet',
		what: `it is an OpenDocument spreadsheet (ODS). ${SAVE_AS}`,
	},
	{ part: 'opendocument.', what: 'it is a text or drawing in an OpenDocument file' },
];
/** Names of streams in a compound file are UTF-16. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');
const WORD_DOCUMENT = Buffer.from('WordDocument', 'utf16le');
/** What some programs write under the name .xls. */
const WEB_ARCHIVE = /^\s*MIME-Version:/i;
const WEB_PAGE = /^(?:ï»¿|\s)*<(?:!doctype html|html|head|body|table)\b/i;
/** Some programs name such files .xls. */
const XML = /^(?:ï»¿|\s)*<\?xml\b/i;
/** Excel 2003 in XML. */
const XML_SPREADSHEET = /urn:schemas-microsoft-com:office|mso-application[^>]*Excel/i;
/** Bytes in which the first tag is searched. */
const BEGINNING = 1_024;

/** Recognises a file by its first bytes, and a zip file by the names in it. */
export function fileKindOf(bytes: Buffer): FileKind {
	if (bytes.length === 0) return { kind: 'other', what: 'it is empty' };
	const begins = (signature: readonly number[], at = 0): boolean =>
		signature.every((byte, index) => bytes[at + index] === byte);
	if (begins(ZIP) || begins(EMPTY_ZIP)) {
		return zipKind(bytes);
	}
	if (begins(COMPOUND)) return { kind: 'other', what: compoundKind(bytes) };
	const known = SIGNATURES.find(({ begins: signature, at }) => begins(signature, at));
	if (known) return { kind: 'other', what: known.what };
	const what = markupKind(bytes);
	return what === undefined ? { kind: 'text' } : { kind: 'other', what };
}

function zipKind(bytes: Buffer): FileKind {
	const [first] = ZIP_PARTS.map((each) => ({ ...each, at: bytes.indexOf(each.part) }))
		.filter(({ at }) => at >= 0)
		.sort((a, b) => a.at - b.at);
	if (first?.part === WORKBOOK) return { kind: 'spreadsheet' };
	const what = 'it is a zip archive. Unpack it, and take the table that is in it';
	return { kind: 'other', what: first?.what ?? what };
}

function compoundKind(bytes: Buffer): string {
	if (bytes.includes(ENCRYPTED)) {
		return 'it is protected by a password. Take the password away and save it again';
	}
	return bytes.includes(WORD_DOCUMENT) ? WORD : `it is an old workbook (XLS). ${SAVE_AS}`;
}

/** What a text is that is no table; undefined for any other. */
function markupKind(bytes: Buffer): string | undefined {
	// Of UTF-16 text without the zero bytes the tags can be read.
	const beginning = bytes
		.subarray(0, BEGINNING)
		.toString('latin1')
		.replace(/^(?:\xff\xfe|\xfe\xff)/, '')
		.replaceAll('\0', '');
	if (WEB_PAGE.test(beginning)) return `it is a web page (HTML). ${OPEN_AND_SAVE}`;
	if (WEB_ARCHIVE.test(beginning)) return `it is a web page (MHTML). ${OPEN_AND_SAVE}`;
	if (!XML.test(beginning)) return undefined;
	return XML_SPREADSHEET.test(beginning)
		? `it is an XML spreadsheet of Excel 2003. ${SAVE_AS}`
		: 'it is an XML document';
}
