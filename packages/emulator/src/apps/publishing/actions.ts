import type { ActionCall, AppModel } from '../../schema/app-model.ts';

/** Actions of Publishing. */
export const publishingActions: AppModel['actions'] = {
  'Episode.generate_download_url': { run: countDownload },
};

/** What is downloaded is counted of the organization. Where the answer would show the address is not documented. */
function countDownload({ around: { store } }: ActionCall): undefined {
  const [organization] = store.all('Organization');
  if (!organization) return;
  const used = Number(organization.attributes['downloads_used'] ?? 0);
  store.change(organization, { attributes: { downloads_used: used + 1 } });
}
