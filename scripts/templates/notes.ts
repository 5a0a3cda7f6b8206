const SECTION = /^(?=## )/m;
const SET_UP = '## How to set up';

/** Steps that have become shorter since the templates name their credentials and know each other. */
const STEPS: ReadonlyArray<readonly [found: RegExp | string, now: string]> = [
	['TikTok Shop OAuth2 API', 'TikTok Shop (Connect) OAuth2 API'],
	[
		/(\d\. (?:\*\*[^*]+\*\*(?: and \*\*[^*]+\*\*)?)): pick the workflow (\*[^*]+\*) from the list\. A template cannot know it before you have imported it\./g,
		'$1: chosen already after `n8n import:workflow`. After an import in the editor pick the workflow $2 from the list.',
	],
	[
		/Choose your credentials? in the nodes with a red mark\./g,
		'Nodes with a red mark: choose your credential. None has one when the credentials were there before the import.',
	],
	[
		/((?:choose|create) a Basic Auth credential(?:, or create one)?) with a user name and a password of your choice/g,
		'$1 named *TikTok Shop forms* with a user name and a password of your choice',
	],
	[
		/create a Basic Auth credential, with a user name/g,
		'create a Basic Auth credential named *TikTok Shop forms*, with a user name',
	],
	[
		/To try them at once: in (\*\*[^*]+\*\*) pick the workflow (\*[^*]+\*) from the list, and switch the node on\./g,
		'To try them at once: switch $1 on, which calls $2; after an import in the editor pick that workflow from its list.',
	],
	[
		/Add an error workflow in the workflow settings (?:to hear of failed runs|of the templates that call this one)\./g,
		'*17 · When a workflow fails* tells of failed runs; after an import in the editor choose it as error workflow in the workflow settings.',
	],
	[
		'4. Publish the workflow. Then choose it in the node **Send to the Warehouse** of the other templates.',
		'4. Publish the workflow before the templates that call it.',
	],
];

/**
 * The note about a whole template: its name, how to set it up, and then the rest, because who reads it for the first time has it to set up.
 */
export function noteOf(note: string, name: string): string {
	const [, ...sections] = note.split(SECTION).map((section) => section.trim());
	const first = sections.filter((section) => section.startsWith(SET_UP));
	const others = sections.filter((section) => !section.startsWith(SET_UP));
	const whole = [`# ${name}`, ...first, ...others].join('\n\n');
	return STEPS.reduce((text, [found, now]) => text.replaceAll(found, now), whole);
}
