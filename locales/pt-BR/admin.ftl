### Onde as questões são escritas: navegação, pendências, lista de questões, cobertura.

admin-title = Autoria
admin-nav = Autoria
admin-home = Pendências
admin-questions = Questões
admin-coverage = Cobertura

waits-drawn = { $count ->
    [1] questão publicada
   *[other] questões publicadas
}
waits-drafts = { $count ->
    [1] rascunho
   *[other] rascunhos
}
waits-review = { $count ->
    [1] aguarda revisão
   *[other] aguardam revisão
}
waits-reported = { $count ->
    [1] recebeu aviso de problema
   *[other] receberam avisos de problema
}
waits-conflicts = { $count ->
    [1] Uma questão foi alterada no arquivo e aqui. O texto daqui continua publicado até alguém escolher.
   *[other] { $count } questões foram alteradas nos arquivos e aqui. Os textos daqui continuam publicados até alguém escolher.
}

questions-title = Questões
questions-new = Nova questão
questions-count = { $count ->
    [0] Nenhuma questão é assim. Tire algum filtro.
    [1] Uma questão
   *[other] { $count } questões
}
questions-many = Mais de { $count } questões
questions-question = Questão
questions-part = Área
questions-kind = Tipo
questions-state = Situação
questions-checked = Conferida
questions-unchecked = nunca
questions-updated = alterada
questions-untitled = Ainda sem texto
questions-behind = um texto anterior está publicado
questions-missing = falta { $lang }
questions-reports = { $count ->
    [1] um aviso
   *[other] { $count } avisos
}

state-draft = Rascunho
state-in-review = Em revisão
state-live = Publicada
state-retired = Aposentada
kind-single = Escolha única
kind-multiple = Múltipla escolha
kind-fill-in = Preenchimento
level-recall = Lembrar
level-apply = Aplicar
level-troubleshoot = Diagnosticar

filter-words = Buscar
filter-part = Tópico, objetivo ou área
filter-all = Todas
filter-none = Qualquer
filter-sort = Ordem
filter-more = Mais filtros
filter-level = Nível
filter-missing = Idioma que falta
filter-before = Não conferida desde
filter-reported = Só com avisos
filter-go = Filtrar
filter-reset = Mostrar todas
sort-objective = Por objetivo
sort-name = Por nome
sort-updated = Alteradas por último
sort-checked = Há mais tempo sem conferir
pager-label = Páginas
pager-first = Voltar ao início
pager-next = Próxima página

coverage-title = Cobertura
coverage-lead = O que as questões publicadas cobrem, área por área.
coverage-area = Área
coverage-questions = Questões
coverage-weight = { $weight } por prova: { $forms ->
    [0] não bastam para uma
    [1] bastam para uma prova sem repetição
   *[other] bastam para { $forms } provas sem repetição
}
