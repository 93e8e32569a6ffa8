### O resultado, uma questão comentada, a prova em papel e como as medidas são ditas.

result-title = Resultado
result-mock = Simulado
result-practice = Treino
result-pass = Com este resultado, você passaria
result-fail = Com este resultado, ainda não daria
result-pass-by = Nota estimada { $score }: { $distance ->
    [0] exatamente a nota mínima.
    [1] 1 ponto acima da nota mínima.
   *[other] { $distance } pontos acima da nota mínima.
}
result-fail-by = Nota estimada { $score }: { $distance ->
    [1] 1 ponto abaixo da nota mínima.
   *[other] { $distance } pontos abaixo da nota mínima.
}
result-why-estimate = Por que é uma estimativa
result-scale = Nota estimada { $score }; a nota mínima é { $pass }, a escala vai de { $min } a { $max }.
result-pass-mark = nota mínima { $pass }
result-practice-score = { $right ->
    [0] 0 acertos em { $total }
    [1] 1 acerto em { $total }
   *[other] { $right } acertos em { $total }
}
result-right = Acertos
result-unanswered = Em branco
result-time = Tempo usado
result-time-of = de { $time }
result-topics = Por tópico e objetivo
result-questions = As questões
result-filter = Quais questões mostrar
result-all = Todas
result-wrong = Erradas
result-flagged = Marcadas
result-none = Nenhuma aqui.
result-paper = Imprimir as questões e o gabarito
result-progress = Todo o seu progresso

estimate-note = A nota é uma estimativa: a entidade certificadora não publica a regra que transforma acertos em pontos, então a nossa traça retas que passam pela nota mínima.
estimate-note-named = A nota é uma estimativa: { $body } não publica a curva que transforma acertos em pontos, então a nossa traça retas que passam pela nota mínima.

outcome-right = Certa
outcome-wrong = Errada
outcome-unanswered = Em branco

measure-raw = { $right } de { $total }
measure-drawn = { $right } de { $total } certas; seu nível está provavelmente entre { $low } e { $high }.
measure-nothing = Nada respondido ainda.
measure-legend = A barra é a parte que você acertou. A linha sobre ela mostra onde seu nível real provavelmente está: em nove de cada dez vezes, é dentro dela. Quanto mais você responde, mais curta ela fica. O traço vertical é mais ou menos o que se exige para passar.

verdict-not-seen = ainda sem resposta
verdict-few-weak = { $right } de { $total }: pouco para ter certeza, mas parece fraco
verdict-few = { $right } de { $total }: pouco para ter certeza
verdict-few-strong = { $right } de { $total }: pouco para ter certeza, mas parece forte
verdict-weak = { $right } de { $total }: fraco
verdict-borderline = { $right } de { $total }: perto do necessário
verdict-strong = { $right } de { $total }: forte

review-back = Voltar ao resultado
review-yours = Sua resposta:
review-key = Gabarito:
review-none = em branco
review-right-chosen = Certa, e você marcou
review-right-missed = Certa, mas você não marcou
review-wrong-chosen = Errada, e você marcou
review-wrong-left = Errada
review-accepted = { $count ->
    [1] Gabarito:
   *[other] Respostas aceitas:
}
review-near = Quase: faltou a forma que a instrução pede.
review-remember = Para guardar
review-objective = Objetivo
review-terms = Termos
review-sources = Fontes
review-time = Tempo gasto
review-flagged = Marcada
review-flagged-yes = Você marcou para revisão

report-title = Avisar de um problema nesta questão
report-label = O que há de errado?
report-hint = Gabarito errado, frase confusa, informação desatualizada. Se for sobre uma alternativa, diga qual.
report-send = Enviar
report-sent = Obrigado. Alguém da equipe vai olhar. Se o gabarito estiver mesmo errado, seu resultado será recalculado.

paper-title = Prova em papel
paper-back = Voltar
paper-hint = Imprima esta página pelo navegador. O gabarito sai em uma folha à parte.
paper-facts = { $questions ->
    [1] 1 questão
   *[other] { $questions } questões
}, { $minutes ->
    [1] 1 minuto
   *[other] { $minutes } minutos
}
paper-name = Nome
paper-date = Data
paper-key = Gabarito
