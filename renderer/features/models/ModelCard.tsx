import type { ReactNode } from 'react';
import type { ModelInfo } from '../../../electron/shared/schemas.ts';
import { useAllWords } from '../../words/later.ts';
import { aboutModelDe } from '../../words/modelsDe.ts';

/** A token is a part of a word. */
const wordsPerToken = 0.7;

/**
 * One model of this computer: what it does, how large it is, whether its file is right, what its licence asks. `isForbidden`: the administrator allows others alone.
 * `trial`: the share of what it needs that is there, 0..1; null where it is not on trial.
 */
export function ModelCard(props: { readonly model: ModelInfo; readonly isForbidden: boolean; readonly trial: number | null; readonly onUse: () => void; readonly onEndTrial: () => void; /** Null for a model of a kind that is needed. */ readonly onDrop: (() => void) | null }): ReactNode {
  const { say, count, bytes, number, language } = useAllWords();
  const about = (text: string): string => (language === 'de' ? aboutModelDe(text) : text);
  const { model, trial } = props;
  const { tokensPerSecond } = model;
  const speed = tokensPerSecond === null || tokensPerSecond === undefined ? [] : [count('models.speed', Math.max(1, Math.round(tokensPerSecond * wordsPerToken)))];
  const facts = [...(model.answerMode === null ? [] : [say(`models.mode.${model.answerMode}`)]), bytes(model.sizeBytes), say(`models.${model.state}`), ...speed];
  return (
    <div className={model.inUse ? 'model on' : 'model'} role="group" aria-label={model.name}>
      <span className="model-name"><strong>{model.name}</strong>{model.fit !== undefined && <span className={`fit ${model.fit}`}>{say(`models.fit.${model.fit}`)}</span>}</span>
      <span className="model-facts">{facts.join(' · ')}</span>
      <span className="quiet">{say('models.licence', { licence: model.licence })}{model.licenceNote === '' ? '' : ` · ${about(model.licenceNote)}`}</span>
      {props.isForbidden && <span className="warn"><span aria-hidden="true" className="padlock" />{say('models.forbidden')}</span>}
      {model.warning !== null && !props.isForbidden && <span className="warn">{about(model.warning)}</span>}
      {trial !== null && (
        <span className="model-facts">
          <span role="status">{say(trial < 1 ? 'models.preparing' : 'models.prepared', { percent: number(Math.floor(trial * 100)) })}</span>{' '}
          <button type="button" className="link" aria-label={say('models.endTrialOf', { name: model.name })} onClick={props.onEndTrial}>{say('models.endTrial')}</button>
        </span>
      )}
      {model.inUse
        ? <span className="in-use"><span aria-hidden="true">✓</span> {say('models.inUse')}{props.onDrop !== null && <> <button type="button" className="link" aria-label={say('models.dropOne', { name: model.name })} onClick={props.onDrop}>{say('models.drop')}</button></>}</span>
        : <button type="button" className="button" aria-label={say('models.useOne', { name: model.name })} disabled={model.state !== 'ready' || props.isForbidden || (trial !== null && trial < 1)} onClick={props.onUse}>{say('models.use')}</button>}
    </div>
  );
}
