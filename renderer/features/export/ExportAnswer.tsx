import type { ReactNode } from 'react';
import type { Answer } from '../../../electron/shared/schemas.ts';
import { useConnections } from '../../hooks/useConnections.ts';
import { useAllWords } from '../../words/later.ts';
import '../../styles/rooms.css';
import { SaveAs } from './SaveAs.tsx';

/** Takes an answer out as a file, its whole conversation, or the answer with all it rests on, for someone who has no Carrel. */
export function ExportAnswer(props: { readonly question: string; readonly answer: Pick<Answer, 'conversationId' | 'messageId'> }): ReactNode {
  const { say } = useAllWords();
  const { engine, shell } = useConnections();
  const { conversationId, messageId } = props.answer;
  const only = { what: 'conversation' as const, conversationId, messageIds: [messageId] };
  return (
    <SaveAs engine={engine} shell={shell} label={say('save.answer')} className="save-answer" name={props.question} kinds={[
      { words: say('save.answerDocx'), meant: { ...only, format: 'docx' } },
      { words: say('save.answerMarkdown'), meant: { ...only, format: 'markdown' } },
      { words: say('save.evidence'), meant: { what: 'evidence', conversationId, messageId } },
      { words: say('save.conversationDocx'), meant: { what: 'conversation', conversationId, format: 'docx' } },
      { words: say('save.conversationMarkdown'), meant: { what: 'conversation', conversationId, format: 'markdown' } },
    ]} />
  );
}
