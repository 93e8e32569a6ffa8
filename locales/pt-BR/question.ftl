### A página da questão, o relógio, as teclas e os textos que os scripts usam.

question-title = Questão { $number } de { $total }
question-flag = Marcar para revisão
question-choose = { $count ->
    [1] Escolha uma resposta.
   *[other] Escolha { $count } respostas.
}
question-strike = Riscar
question-answer = Sua resposta
question-note = Anotação pessoal
question-note-hint = Só você vê. Ela volta junto com o resultado.
question-previous = Anterior
question-next = Próxima
question-finish = Revisar
question-navigator = Lista
question-check = Conferir
question-save = Salvar

instruction-command = Só o comando, sem caminho, opções nem argumentos.
instruction-command-line = A linha de comando inteira, com opções e argumentos.
instruction-subcommand = Só o subcomando.
instruction-option = Só a opção, com os hifens.
instruction-full-path = O caminho completo, a partir da raiz.
instruction-file-name = Só o nome do arquivo, sem o caminho.
instruction-keyword = Só a palavra-chave, como está no arquivo.
instruction-number = Só o número, em algarismos.
instruction-decimal = Só o número, com casas decimais se houver.
instruction-text = Uma ou poucas palavras.

timer-label = Tempo restante
timer-low = Resta menos de um quinto do tempo.
timer-critical = O tempo está quase no fim.
timer-hide = Ocultar tempo
timer-read = Ler tempo

grid-label = Todas as questões
grid-flagged = marcada

status-unseen = Não vista
status-incomplete = Incompleta
status-complete = Completa
status-flagged = Marcada

keys-title = Teclas
keys-key = Tecla
keys-does = O que faz
keys-choose = Escolher uma alternativa
keys-strike = Riscar a alternativa A, ou outra
keys-next = Próxima questão
keys-previous = Questão anterior
keys-flag = Marcar para revisão
keys-navigator = Lista de questões
keys-help = Mostrar estas teclas
keys-close = Fechar

words-saving = Salvando
words-saved = Salvo às { $time }
words-unsaved = Ainda não salvo: sem conexão. Tentando de novo.
words-refused = Não foi salvo: { $message }
words-restored = Sua resposta não salva foi recuperada e está sendo salva.
words-changed = Esta questão foi alterada em outra aba. O que está aqui não foi salvo.
words-reload = Mostrar o que está salvo
words-time-up = O tempo acabou. Suas respostas foram entregues.
words-left = Restam { $time }
words-notice-minutes = Restam { $minutes } minutos
words-notice-minute = Resta 1 minuto
words-show-time = Mostrar tempo
words-too-many = { $chosen } marcadas: escolha { $needed }.
