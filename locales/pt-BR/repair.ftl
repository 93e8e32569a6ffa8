### Questões que se mostraram erradas: o que se diz aos candidatos, os avisos que os autores respondem e o que eles decidem.

notices-title = Novidades
notice-exam = Seu simulado de { $date } foi recalculado: a nota estimada era { $old } e agora é { $new }.
notice-practice = Seu treino de { $date } foi recalculado: eram { $old } acertos em { $old_total }, agora são { $new } em { $new_total }.
notice-open = Ver o resultado
notice-report = Seu aviso sobre a questão { $number } foi respondido.
notice-report-open = Ler a resposta

recount-title = Recalculado em { $date }
recount-key = O gabarito da questão { $number } foi corrigido.
recount-credit = Todos ganharam o ponto da questão { $number }.
recount-exclude = A questão { $number } não conta mais.
recount-before = Antes
recount-now = Agora
recount-exam = nota estimada { $score }, { $right ->
    [0] 0 acertos
    [1] 1 acerto
   *[other] { $right } acertos
} em { $total }
recount-practice = { $right ->
    [0] 0 acertos
    [1] 1 acerto
   *[other] { $right } acertos
} em { $total }
recount-passes = Com isso, você passaria.
recount-fails = Com isso, você deixaria de passar.
result-excluded = { $count ->
    [1] Uma questão não conta.
   *[other] { $count } questões não contam.
}

ruled-key = O gabarito desta questão foi corrigido em { $date }. Você vê o texto que recebeu na prova, com o gabarito corrigido.
ruled-credit = Em { $date }, todos ganharam o ponto desta questão.
ruled-exclude = Em { $date }, esta questão saiu do cálculo das notas.
outcome-excluded = Não conta
ruling-key = corrigido
ruling-credit = ponto para todos
ruling-exclude = não conta

sent-title = Você avisou de um problema em { $date }
sent-open = Ainda sem resposta.
sent-answered = Respondido
sent-fixed = A questão foi corrigida
sent-rejected = A questão fica como está

admin-reports = Avisos
reports-title = Avisos
reports-lead = O que os candidatos dizem que está errado, questão por questão.
reports-none = Ninguém avisou de nada.
reports-waiting = Aguardam
reports-all = Total
reports-latest = Último
reports-open = { $count ->
    [0] nenhum
    [1] 1 aguarda
   *[other] { $count } aguardam
}
reports-back = Todos os avisos
reports-regrade = Recalcular notas
reports-question = A questão
reports-text = Texto { $number } em { $language }
reports-live = ainda publicado
reports-older = o texto { $number } é o publicado agora
reports-gone = não é mais usado
reports-when = Avisado em { $date }
reports-answered-as = A resposta estava:
reports-select = Responder a este aviso
reports-key = gabarito
reports-chosen = marcada
reports-typed = Digitado
reports-accepted = Aceito
reports-by = { $name }, { $date }
reports-by-nobody = Alguém que não está mais aqui, { $date }
report-state-open = Aguarda
report-state-answered = Respondido
report-state-fixed = Corrigido
report-state-rejected = Recusado
reports-nothing = Não há avisos aqui.

answer-title = Responder aos avisos marcados
answer-label = Para os candidatos
answer-hint = Eles leem isto junto da questão. Nenhum nome aparece. Uma recusa precisa de motivo; uma correção pode ir sem texto.
answer-answered = Responder
answer-fixed = Marcar como corrigido
answer-rejected = Recusar
answer-told = { $count ->
    [0] Eles já tinham recebido esta resposta.
    [1] Um aviso foi respondido.
   *[other] { $count } avisos foram respondidos.
}
form-answer-none = Marque os avisos a que isto responde.
form-answer-missing = Escreva o que os candidatos vão ler.
form-answer-long = Use no máximo 2000 caracteres.

regrade-title = Recalcular notas
regrade-lead = Decida o que vale nas tentativas que receberam esta questão. Quem está no meio de uma prova não percebe nada; a decisão entra no cálculo quando ela terminar.
regrade-texts = O que foi usado
regrade-text = Texto
regrade-since = Desde
regrade-closed = Terminadas
regrade-under-way = Em andamento
regrade-fits = Gabarito do texto publicado
regrade-live = publicado
regrade-fits-yes = serve
regrade-fits-self = é o dele mesmo
regrade-fits-none = nenhum texto está publicado
misfit-kind = não: num se escolhe, no outro se digita
misfit-count = não: este tinha { $served } alternativas, o publicado tem { $newest }
misfit-order = não: no publicado as alternativas estão em outra ordem
misfit-text = não: a alternativa { $number } diz outra coisa no publicado
misfit-asked = não: { $served ->
    [1] pedia-se uma resposta
   *[other] pediam-se { $served } respostas
}, no publicado { $newest ->
    [1] uma está certa
   *[other] { $newest } estão certas
}
misfit-instruction = não: no publicado se pede para digitar outra coisa

regrade-decision = O que vale
regrade-key = O gabarito do texto publicado
regrade-key-hint = Cada resposta é comparada de novo com ele.
regrade-credit = O ponto para todos
regrade-credit-hint = Também para quem deixou em branco.
regrade-exclude = A questão não conta
regrade-exclude-hint = Ela sai dos acertos e do número de questões; a nota é a das outras.
regrade-from = Do texto
regrade-through = Ao texto
regrade-preview-go = Simular
regrade-preview-hint = Nada é alterado com isso.
regrade-preview = O que aconteceria
regrade-concerned = Terminadas com ela
regrade-changed = Notas que mudam
regrade-won = Passariam a passar
regrade-lost = Deixariam de passar
regrade-open = Em andamento
regrade-nobody = Nenhum texto deste intervalo pode ser recalculado assim.
regrade-nothing = Nenhuma nota muda.
regrade-before = Antes
regrade-after = Depois
regrade-attempts = Tentativas
regrade-bounded = As primeiras { $shown } de { $all } mudanças diferentes.
regrade-pass = passa
regrade-fail = não passa
regrade-mock = Simulado
regrade-practice = Treino
regrade-raw = { $right } de { $total }
regrade-reason = Por quê, para os candidatos
regrade-reason-hint = Eles leem isto com a nota antiga e a nova, e junto da questão.
regrade-go = Recalcular
regrade-done = Decidido: { $extent }.
regrade-stale = Enquanto isso, algo mais foi decidido ou publicado. Confira de novo: é assim que está agora.
regrade-decided = O que já foi decidido
regrade-range = textos { $from } a { $through }
regrade-one = texto { $number }
regrade-key-of = O gabarito do texto { $number }
regrade-extent = { $concerned ->
    [0] nenhuma tentativa terminada
    [1] 1 tentativa
   *[other] { $concerned } tentativas
}, { $changed ->
    [0] nenhuma nota mudou
    [1] 1 nota mudou
   *[other] { $changed } notas mudaram
}
form-reason-missing = Diga em uma frase por quê: os candidatos vão ler.
form-reason-long = Use no máximo 1000 caracteres.
