import type { AppModel } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';

export const apiModel: AppModel = {
  ...emptyModel,
  relations: { ConnectedApplicationPerson: { connected_application: 'ConnectedApplication' } },
};
