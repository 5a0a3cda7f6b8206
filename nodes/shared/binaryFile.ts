import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { shownText } from './shownText';

const MEGABYTE = 1024 * 1024;

/** Largest table, bytes: 20,000 rows have less than 2 MB. */
export const MOST_TABLE_BYTES = 5 * MEGABYTE;

/** Largest shipping label, bytes; those of TikTok Shop have about 100 KB. */
export const MOST_LABEL_BYTES = 5 * MEGABYTE;

/** A file of an item. */
export interface BinaryFile {
	content: Buffer;
	/** File name, fit for a message; `file` where it has none. */
	name: string;
	mimeType: string;
}

/** Why a file of an item cannot be used. */
export interface FileProblem {
	problem: 'missing' | 'too large' | 'unreadable';
	/** Whole sentence with the name of the file. */
	message: string;
}

/**
 * Reads a file of an item. Its size is checked first, so a file that is too large is never in memory, however n8n stores its
 * files. The size that the item itself names is not trusted.
 *
 * @param field      name of the binary field
 * @param mostBytes  {@link MOST_TABLE_BYTES} or {@link MOST_LABEL_BYTES}
 */
export async function readBinaryFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	mostBytes: number,
): Promise<BinaryFile | FileProblem> {
	const file = fileOf(context, itemIndex, field);
	if (!file) {
		const message = `The item has no file in the binary field "${shownText(field, 100)}".`;
		return { problem: 'missing', message };
	}
	return await readFileOf(context, file, mostBytes);
}

/**
 * Like `readBinaryFile`, for a file that is found already.
 *
 * @param file  binary data of an n8n item
 */
export async function readFileOf(
	context: IExecuteFunctions,
	file: IBinaryData,
	mostBytes: number,
): Promise<BinaryFile | FileProblem> {
	const name = shownText(file.fileName, 100) || 'file';
	try {
		const content = file.id
			? await storedContent(context, file.id, mostBytes)
			: contentInMemory(file.data, mostBytes);
		if (content) return { content, name, mimeType: file.mimeType };
		return { problem: 'too large', message: tooLarge(`The file "${name}"`, mostBytes) };
	} catch {
		// What n8n throws names the folder of the file on the server.
		const message = `The file "${name}" cannot be read. Upload it again.`;
		return { problem: 'unreadable', message };
	}
}

/** Message about a file, or Base64 text, that is too large. */
export function tooLarge(what: string, mostBytes: number): string {
	return `${what} is larger than ${mostBytes / MEGABYTE} MB, so it was not read.`;
}

/** Number of bytes in a Base64 text, without decoding it. */
export function base64Bytes(text: string): number {
	const padding = /={0,2}$/.exec(text.slice(-2))?.[0].length ?? 0;
	return Math.floor((text.length * 3) / 4) - padding;
}

function fileOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, field);
	} catch {
		return undefined;
	}
}

/** @returns undefined where the file is too large */
function contentInMemory(data: string, mostBytes: number): Buffer | undefined {
	return base64Bytes(data) > mostBytes ? undefined : Buffer.from(data, 'base64');
}

/** @returns undefined where the file is too large */
async function storedContent(
	{ helpers }: IExecuteFunctions,
	id: string,
	mostBytes: number,
): Promise<Buffer | undefined> {
	const { fileSize } = await helpers.getBinaryMetadata(id);
	if (fileSize > mostBytes) return undefined;
	const parts: Buffer[] = [];
	let size = 0;
	// The size that is stored beside a file need not be that of the file. Leaving the loop closes it.
	for await (const part of await helpers.getBinaryStream(id)) {
		const bytes = part as Buffer;
		size += bytes.length;
		if (size > mostBytes) return undefined;
		parts.push(bytes);
	}
	return Buffer.concat(parts);
}
