import owner from './owner.json';

/** What names the owner of this repository. `owner.json` is the one place where it is changed. */
export type OwnerFacts = Record<
	/** Account or organization on GitHub. */
	| 'account'
	/** Name of the repository on GitHub. */
	| 'repository'
	/** Author in package.json, and holder of the copyright. */
	| 'author'
	/** Address of the author in package.json; npm shows it to everybody. */
	| 'email'
	/** Account or team on GitHub that is asked to review each change. */
	| 'codeOwner',
	string
>;

export type OwnerFact = keyof OwnerFacts;

export const OWNER: OwnerFacts = owner;

/** What stands in `owner.json` as long as the repository belongs to nobody. A repository may keep its name. */
export const PLACEHOLDERS: Readonly<Partial<OwnerFacts>> = {
	account: 'n8n-nodes-tiktok-shop-oms',
	author: 'n8n-nodes-tiktok-shop-oms contributors',
	email: 'maintainers@users.noreply.github.com',
	codeOwner: '@n8n-nodes-tiktok-shop-oms/maintainers',
};

/** Address of a file on GitHub, without the path. */
export const blobAddress = ({ account, repository }: OwnerFacts): string =>
	`https://github.com/${account}/${repository}/blob/main/`;
