import type { AppModel } from '../app-model.ts';
import { emptyModel } from '../empty-model.ts';

export const apiModel: AppModel = {
  ...emptyModel,
  relations: { ConnectedApplicationPerson: { connected_application: 'ConnectedApplication' } },
};
